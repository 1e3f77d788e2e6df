using MlOps.Diagnostics;
using MlOps.Registry.Verification;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

/// <summary>Versions that wait for people, as <c>promote: { approvals: 2 }</c> asks.</summary>
public sealed class ApprovalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalRegistry _registry;

    public ApprovalTests() => _registry = new(_folder.File("registry"), TimeProvider.System);

    private RegisteredModel Model => _registry.Show(Candidates.Model);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_version_whose_gates_hold_waits_until_enough_different_people_approve()
    {
        var registration = Register("one", approvals: 2);
        Assert.Equal((Stage.None, "2 approvals", null), (registration.Stage, registration.Waits, registration.Refused));

        Assert.Equal((Stage.None, 1), StageAndMissing(Approve("bob")));
        Assert.Equal((Stage.Production, 0), StageAndMissing(Approve("eve")));

        Assert.Equal(
            [("ada", HistoryAction.Registered), ("ada", HistoryAction.Asked), ("bob", HistoryAction.Approved), ("eve", HistoryAction.Approved), ("eve", HistoryAction.Moved)],
            Model.History.Select(entry => (entry.Change.By, entry.Action)));
        Assert.Null(Model.Production!.Waiting);
        Assert.Empty(new ModelVerifier(_registry).Check(Model, null, CancellationToken.None));
    }

    [Theory]
    [InlineData("ada", "ada registered version 1")]
    [InlineData("bob", "bob has approved version 1 of model 'mail-spam' already")]
    public void Nobody_approves_twice_and_nobody_their_own_version(string person, string why)
    {
        _ = Register("one", approvals: 2);
        _ = Approve("bob");

        var refused = Assert.Throws<MlOpsException>(() => Approve(person));

        Assert.Equal(Rules.ApprovalRefused, refused.Diagnostic.Rule);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, Model.Find(1)!.Waiting!.Missing);
    }

    [Fact]
    public void Who_asks_for_the_stage_does_not_approve_it()
    {
        _ = _registry.Register(Candidate("one", approvals: 1) with { Stage = Stage.None }, CancellationToken.None);
        Assert.Equal(Stage.Production, Edit(new RegistryEdit.Move(1, Stage.Production), "bob").Version!.Waiting!.Stage);

        Assert.Equal(Rules.ApprovalRefused, Assert.Throws<MlOpsException>(() => Approve("bob")).Diagnostic.Rule);
        Assert.Equal(Stage.Production, Approve("eve").Version!.Stage);
    }

    [Fact]
    public void A_version_judged_against_another_champion_than_the_present_one_is_not_approved()
    {
        _ = Register("one", approvals: 1);
        _ = _registry.Register(Candidate("two", approvals: 0), CancellationToken.None);

        var refused = Assert.Throws<MlOpsException>(() => Approve("bob"));

        Assert.Contains("was judged against no version in Production, and now it is version 2 in Production", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, Model.Production!.Version);

        // asked for again it is judged against that one
        Assert.Equal(2, Register("one", approvals: 1).Waits is null ? 0 : Model.Find(1)!.Waiting!.Champion);
        Assert.Equal(Stage.Production, Approve("bob").Version!.Stage);
    }

    [Fact]
    public void A_rejected_version_stays_where_it_is()
    {
        _ = Register("one", approvals: 1);

        _ = Edit(new RegistryEdit.Reject(1), "bob");

        Assert.Equal((Stage.None, (Waiting?)null), (Model.Find(1)!.Stage, Model.Find(1)!.Waiting));
        Assert.Equal(Rules.NothingWaits, Assert.Throws<MlOpsException>(() => Approve("eve")).Diagnostic.Rule);
    }

    [Fact]
    public void A_version_that_was_approved_comes_back_without_asking_again()
    {
        _ = Register("one", approvals: 1);
        _ = Approve("bob");
        _ = Register("two", approvals: 1);
        _ = _registry.Edit(Candidates.Model, new RegistryEdit.Approve(2), new Change("bob", "", "good"));

        Assert.Equal(1, Edit(new RegistryEdit.Rollback(), "eve").Version!.Version);
        Assert.Equal(Stage.Production, Edit(new RegistryEdit.Move(2, Stage.Production), "eve").Version!.Stage);
    }

    [Fact]
    public void Registering_the_same_again_asks_once()
    {
        _ = Register("one", approvals: 1);
        var lines = Model.History.Count;

        Assert.Equal("1 approval", Register("one", approvals: 1).Waits);

        Assert.Equal(lines, Model.History.Count);
    }

    private Candidate Candidate(string content, int approvals) => Candidates.Make(_folder.File(Guid.NewGuid().ToString("n")), content) with { Approvals = approvals };

    private Registration Register(string content, int approvals) => _registry.Register(Candidate(content, approvals), CancellationToken.None);

    private EditResult Approve(string person) => Edit(new RegistryEdit.Approve(1), person);

    private EditResult Edit(RegistryEdit edit, string person) => _registry.Edit(Candidates.Model, edit, new Change(person, "", "looked at its errors"));

    private static (Stage, int) StageAndMissing(EditResult result) => (result.Version!.Stage, result.Version.Waiting?.Missing ?? 0);
}
