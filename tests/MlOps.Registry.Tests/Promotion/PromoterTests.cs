using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Registry.Promotion;
using MlOps.Testing;

namespace MlOps.Registry.Tests.Promotion;

/// <summary>Promotion by hand: what the recorded gates let through.</summary>
public sealed class PromoterTests : IDisposable
{
    private static readonly Change Grace = new("grace", "", "the incident of Monday");

    private readonly TemporaryFolder _folder = new();
    private readonly LocalRegistry _registry;

    public PromoterTests() => _registry = new(_folder.File("registry"), TimeProvider.System);

    private RegisteredModel Model => _registry.Show(Candidates.Model);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gates_that_were_met_promote_and_the_history_says_so()
    {
        _ = Register("one", accuracy: 0.97, "accuracy >= 0.95");

        var result = Promote(1);

        Assert.Equal((Stage.Production, true), (result.Version.Stage, Assert.Single(result.Gates).Passed));
        Assert.Equal(("1 recorded gate is met", "the incident of Monday", "grace"), Last());
    }

    [Fact]
    public void A_gate_that_was_not_met_keeps_the_version_where_it_is()
    {
        _ = Register("one", accuracy: 0.90, "accuracy >= 0.95");

        var result = Promote(1);

        Assert.Null(result.Edit);
        Assert.Equal(GateOutcome.NotMet, Assert.Single(result.Gates).Outcome);
        Assert.Equal((Stage.None, 1), (Model.Find(1)!.Stage, Model.History.Count));
    }

    [Fact]
    public void Force_overrules_with_a_reason_and_both_are_kept()
    {
        _ = Register("one", accuracy: 0.90, "accuracy >= 0.95");

        Assert.Equal(Stage.Production, Promote(1, force: true).Version.Stage);

        Assert.Equal(("forced; accuracy is 0.9 on 605 rows; gate 'accuracy >= 0.95' is not met", "the incident of Monday", "grace"), Last());
        _ = Assert.Throws<ArgumentException>(() => new Promoter(_registry).Promote(Model.Find(1)!, Stage.Staging, Grace with { Reason = " " }, force: true));
    }

    [Fact]
    public void A_gate_against_the_champion_is_judged_against_the_champion_of_now()
    {
        _ = Register("one", accuracy: 0.96, "accuracy >= champion.accuracy - 0.005");
        _ = Register("two", accuracy: 0.97, "accuracy >= champion.accuracy - 0.005");

        Assert.Equal(GateOutcome.NoChampionPassed, Assert.Single(Promote(2).Gates).Outcome);
        var worse = Promote(1);

        Assert.Null(worse.Edit);
        Assert.Equal(
            "accuracy is 0.96, champion.accuracy is 0.97 on 605 rows; gate 'accuracy >= champion.accuracy - 0.005' is not met: 0.96 against 0.965",
            Assert.Single(worse.Gates).Message);
        Assert.Equal(2, Model.Production!.Version);
    }

    [Fact]
    public void A_champion_that_was_measured_on_other_rows_says_nothing()
    {
        _ = Register("one", accuracy: 0.50, "accuracy >= 0.4", data: 'e');
        _ = Register("two", accuracy: 0.97, "accuracy >= champion.accuracy");
        _ = Promote(1);

        var gate = Assert.Single(Promote(2).Gates);

        Assert.Equal((GateOutcome.ChampionNotScored, false), (gate.Outcome, gate.Passed));
        Assert.Equal(
            "version 1 in Production was measured on other rows (data eeeeeeeeeeee, not dddddddddddd); gate 'accuracy >= champion.accuracy' is not met: "
            + "run the pipeline, which scores both, or promote with --force --reason \"...\"",
            gate.Message);
        Assert.Equal(1, Model.Production!.Version);
    }

    [Fact]
    public void The_weakest_slice_is_judged_from_what_was_recorded()
    {
        _ = Register("one", accuracy: 0.97, "worst(accuracy, group) >= worst(champion.accuracy, group)");
        _ = Register("two", accuracy: 0.97, "worst(accuracy, group) >= worst(champion.accuracy, group)", weakest: 0.7);
        _ = Promote(1);

        Assert.Equal(GateOutcome.NotMet, Assert.Single(Promote(2).Gates).Outcome);
    }

    [Fact]
    public void A_version_of_an_earlier_mlops_has_no_slices_to_be_judged_by()
    {
        _ = Register("one", accuracy: 0.97, "worst(accuracy, group) >= worst(champion.accuracy, group)");
        _ = Register("two", accuracy: 0.97, "worst(accuracy, group) >= worst(champion.accuracy, group)");
        _ = Promote(2);
        var file = Path.Combine(Model.Find(1)!.Folder, Cards.Lineage.FileName);
        var lineage = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        string[] added = ["slices", "intervals", "purpose", "profile", "variant"];
        added.ToList().ForEach(key => lineage.Remove(key));
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllText(file, lineage.ToJsonString());

        Assert.Equal(GateOutcome.MissingValue, Assert.Single(Promote(1).Gates).Outcome);
    }

    [Fact]
    public void Approvals_are_asked_for_also_where_gates_are_overruled()
    {
        _ = Register("one", accuracy: 0.90, "accuracy >= 0.95", approvals: 1);

        var result = Promote(1, force: true);

        Assert.Equal((Stage.None, Stage.Production), (result.Version.Stage, result.Version.Waiting!.Stage));
        Assert.StartsWith("forced; ", Model.History[^1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_champion_that_moves_while_gates_are_judged_refuses_the_move()
    {
        _ = Register("one", accuracy: 0.97, "accuracy >= 0.95");
        _ = Register("two", accuracy: 0.97, "accuracy >= 0.95");
        _ = Promote(2);

        var stale = new RegistryEdit.Move(1, Stage.Production) { Gates = new(Champion: null, "1 recorded gate is met") };

        Assert.Equal(Rules.ChampionMoved, Assert.Throws<MlOpsException>(() => _registry.Edit(Candidates.Model, stale, Grace)).Diagnostic.Rule);
    }

    private Registration Register(string content, double accuracy, string gate, char data = 'd', double weakest = 0.9, int approvals = 0)
    {
        var candidate = Candidates.Make(_folder.File(content), content, Stage.None);
        var metrics = new Dictionary<string, double?> { ["accuracy"] = accuracy };
        var passed = !gate.EndsWith("0.95", StringComparison.Ordinal) || accuracy >= 0.95;
        var judged = candidate.Evaluation.Gates[0] with
        {
            Text = gate,
            Outcome = passed ? GateOutcome.Met : GateOutcome.NotMet,
            Message = $"accuracy is {MetricText.Of(accuracy, MetricUnit.None)} on 605 rows; gate '{gate}' is {(passed ? "met" : "not met")}",
        };
        return _registry.Register(
            candidate with
            {
                Description = candidate.Description with { DataHash = new string(data, 64) },
                Approvals = approvals,
                Evaluation = candidate.Evaluation with
                {
                    Metrics = metrics,
                    Gates = [judged],
                    Slices = [new("group", "a", 300, new Dictionary<string, double?> { ["accuracy"] = weakest }), new("group", "b", 305, metrics)],
                },
            },
            CancellationToken.None);
    }

    private PromotionResult Promote(int version, bool force = false) => new Promoter(_registry).Promote(Model.Find(version)!, Stage.Production, Grace, force);

    private (string Gates, string Reason, string By) Last() => (Model.History[^1].Value, Model.History[^1].Change.Reason, Model.History[^1].Change.By);
}
