using MlOps.Diagnostics;
using MlOps.Registry.Verification;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

/// <summary>What people do to a model after its registration.</summary>
public sealed class RegistryEditTests : IDisposable
{
    private static readonly Change Grace = new("grace", "", "a reason");

    private readonly TemporaryFolder _folder = new();
    private readonly LocalRegistry _registry;

    public RegistryEditTests()
    {
        _registry = new(_folder.File("registry"), TimeProvider.System);
        foreach (var content in (string[])["one", "two", "three"])
        {
            _ = _registry.Register(Candidates.Make(_folder.File(content), content), CancellationToken.None);
        }
    }

    private RegisteredModel Model => _registry.Show(Candidates.Model);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_alias_names_one_version_until_it_is_moved_or_removed()
    {
        _ = Edit(new RegistryEdit.SetAlias("champion", 1));
        Assert.Equal(1, Find("mail-spam@champion"));

        _ = Edit(new RegistryEdit.SetAlias("champion", 2));
        Assert.Equal(2, Find("mail-spam@champion"));
        Assert.Equal(["champion"], Model.AliasesOf(2));
        Assert.Empty(Edit(new RegistryEdit.SetAlias("champion", 2)).Entries);

        _ = Edit(new RegistryEdit.RemoveAlias("champion"));
        Assert.Equal("MLOPS5006", Refused(() => Find("mail-spam@champion")));
        Assert.Equal(
            [(HistoryAction.AliasSet, 1), (HistoryAction.AliasSet, 2), (HistoryAction.AliasRemoved, 2)],
            Model.History.Where(entry => entry.Subject == "champion").Select(entry => (entry.Action, entry.Version!.Value)));
    }

    [Theory]
    [InlineData("v3")] // MLflow refuses these, too
    [InlineData("V12")]
    [InlineData("latest")]
    [InlineData("Latest")]
    [InlineData("7")]
    [InlineData("production")]
    [InlineData("None")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("best(f1)")]
    [InlineData("-x")]
    public void An_alias_that_would_be_read_as_something_else_is_refused(string alias) =>
        Assert.Equal("MLOPS5011", Refused(() => Edit(new RegistryEdit.SetAlias(alias, 1))));

    [Fact]
    public void Tags_and_descriptions_are_of_the_model_or_of_one_version()
    {
        _ = Edit(new RegistryEdit.SetTag(null, "team", "mail"));
        _ = Edit(new RegistryEdit.SetTag(2, "team", "lab"));
        _ = Edit(new RegistryEdit.SetTag(2, "gate.f1", "passed"));
        _ = Edit(new RegistryEdit.SetTag(2, "gate.f1", null));
        _ = Edit(new RegistryEdit.Describe(null, "Sorts mail."));
        _ = Edit(new RegistryEdit.Describe(3, "Larger."));

        Assert.Equal([("team", "mail")], Model.Tags.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal([("team", "lab")], Model.Find(2)!.Tags.Select(tag => (tag.Key, tag.Value)));
        Assert.Empty(Model.Find(1)!.Tags);
        Assert.Equal(("Sorts mail.", "Larger.", ""), (Model.Description, Model.Find(3)!.Description, Model.Find(1)!.Description));
        Assert.Equal("MLOPS5006", Refused(() => Edit(new RegistryEdit.SetTag(1, "team", null))));
        Assert.Equal("MLOPS5013", Refused(() => Edit(new RegistryEdit.SetTag(1, "a=b", "c"))));
        Assert.Equal("MLOPS5013", Refused(() => Edit(new RegistryEdit.SetTag(1, "a", new string('x', 5001)))));
        AssertAsWritten();
    }

    [Fact]
    public void An_attached_file_lies_beside_the_version_and_neither_changes()
    {
        var before = Model.Find(1)!;
        var source = _folder.Write("notes.txt", "looked at by ada");

        _ = Edit(new RegistryEdit.Attach(1, "notes.txt", source));

        var file = Assert.Single(Model.Find(1)!.Attachments);
        var copy = _registry.FetchAttachment(Model.Find(1)!, file, CancellationToken.None);
        Assert.Equal(("notes.txt", 16L, Files.ContentHash.OfFile(source)), (file.Name, file.Bytes, file.Sha256));
        Assert.Equal("looked at by ada", File.ReadAllText(copy));
        Assert.True(File.GetAttributes(copy).HasFlag(FileAttributes.ReadOnly));
        Assert.Equal(before.ContentHash, Files.ContentHash.OfFiles(Directory.EnumerateFiles(before.Folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is not ("lineage.json" or "MODEL_CARD.md"))
            .Select(path => (Path.GetRelativePath(before.Folder, path).Replace('\\', '/'), Files.ContentHash.OfFile(path)))));
        Assert.Empty(Edit(new RegistryEdit.Attach(1, "notes.txt", source)).Entries);
        Assert.Equal("MLOPS5012", Refused(() => Edit(new RegistryEdit.Attach(1, "NOTES.txt", _folder.Write("other.txt", "changed")))));
        AssertAsWritten();

        File.SetAttributes(copy, FileAttributes.Normal);
        File.WriteAllText(copy, "looked at by eve");
        Assert.Equal("MLOPS5002", Refused(() => _registry.FetchAttachment(Model.Find(1)!, file, CancellationToken.None)));
        Assert.Equal(["'notes.txt' is not what was attached to version 1"], Problems());
    }

    [Theory]
    [InlineData("../notes.txt")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("con.txt")]
    [InlineData(".hidden")]
    [InlineData("")]
    public void An_attached_file_has_a_name_that_is_one_everywhere(string name) =>
        Assert.Equal("MLOPS5012", Refused(() => Edit(new RegistryEdit.Attach(1, name, _folder.Write("notes.txt", "x")))));

    [Fact]
    public void A_rollback_goes_back_through_the_versions_that_were_in_Production()
    {
        Assert.Equal(3, Model.Production!.Version);

        Assert.Equal((2, 3), Rollback());
        Assert.Equal((1, 2), Rollback());

        Assert.Equal("MLOPS5017", Refused(() => Rollback()));
        Assert.Equal([Stage.Production, Stage.Archived, Stage.Archived], Model.Versions.Select(version => version.Stage));
        Assert.Equal((HistoryAction.RolledBack, "a reason"), (Model.History[^1].Action, Model.History[^1].Change.Reason));
        AssertAsWritten();
    }

    [Fact]
    public void A_rollback_of_an_empty_Production_brings_back_the_last_version_that_is_left()
    {
        _ = Edit(new RegistryEdit.Move(3, Stage.Archived));
        _ = Edit(new RegistryEdit.Delete(3));

        Assert.Equal((2, null), Rollback());
    }

    [Fact]
    public void A_deleted_version_is_gone_with_its_files_and_its_number()
    {
        var folder = Model.Find(1)!.Folder;
        _ = Edit(new RegistryEdit.Attach(1, "notes.txt", _folder.Write("notes.txt", "x")));

        var result = Edit(new RegistryEdit.Delete(1));

        Assert.Null(result.Version);
        Assert.Equal([2, 3], Model.Versions.Select(version => version.Version));
        Assert.False(Directory.Exists(folder));
        Assert.Empty(Directory.EnumerateFiles(_folder.File("registry/attachments"), "*", SearchOption.AllDirectories));
        Assert.Equal((HistoryAction.Deleted, 1, "grace"), (Model.History[^1].Action, Model.History[^1].Version, Model.History[^1].Change.By));
        Assert.Equal("MLOPS5006", Refused(() => Edit(new RegistryEdit.Move(1, Stage.Production))));

        // its content may come again, as a new version
        Assert.Equal((4, true), Again("one"));
        AssertAsWritten();
    }

    [Fact]
    public void The_number_of_the_last_version_is_not_given_again()
    {
        _ = Edit(new RegistryEdit.Move(3, Stage.Archived));
        _ = Edit(new RegistryEdit.Delete(3));

        Assert.Equal((4, true), Again("three"));
    }

    [Fact]
    public void A_version_in_use_is_not_deleted()
    {
        Assert.Equal("MLOPS5018", Refused(() => Edit(new RegistryEdit.Delete(3))));
        _ = Edit(new RegistryEdit.SetAlias("fallback", 1));
        Assert.Equal("MLOPS5018", Refused(() => Edit(new RegistryEdit.Delete(1))));
        Assert.Equal(3, Model.Versions.Count);
    }

    [Fact]
    public void What_is_meant_by_latest_and_best_follows_the_versions()
    {
        Assert.Equal(3, Find("mail-spam@latest"));
        Assert.Equal(3, Find("mail-spam@best(accuracy)")); // all are equal: the newest

        var better = Candidates.Make(_folder.File("better"), "better", Stage.None);
        _ = _registry.Register(better with { Evaluation = better.Evaluation with { Metrics = new Dictionary<string, double?> { ["accuracy"] = 0.99, ["latency.p95"] = 0.1 } } }, CancellationToken.None);
        _ = _registry.Register(Candidates.Make(_folder.File("last"), "last", Stage.None), CancellationToken.None);

        Assert.Equal((5, 4), (Find("mail-spam@latest"), Find("mail-spam@best(accuracy)")));
        Assert.Equal(5, Find("mail-spam@best(latency.p95)")); // lower is better
    }

    private (int, int?) Rollback()
    {
        var result = Edit(new RegistryEdit.Rollback());
        return (result.Version!.Version, result.Replaced);
    }

    private (int Version, bool IsNew) Again(string content)
    {
        var registration = _registry.Register(Candidates.Make(_folder.File($"{content} again"), content, Stage.None), CancellationToken.None);
        return (registration.Version, registration.IsNew);
    }

    private int Find(string reference) => _registry.Find(ModelReference.Parse(reference)).Version;

    private EditResult Edit(RegistryEdit edit) => _registry.Edit(Candidates.Model, edit, Grace);

    private IReadOnlyList<string> Problems() => new ModelVerifier(_registry).Check(Model, notedHead: null, CancellationToken.None);

    private void AssertAsWritten() => Assert.Empty(Problems());

    private static string Refused(Func<object?> change) => Assert.Throws<MlOpsException>(() => { _ = change(); }).Diagnostic.Rule.Code;
}
