using Microsoft.Data.Sqlite;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry.Cards;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelRegistry _registry;

    public ModelRegistryTests() => _registry = new LocalRegistry(Folder, TimeProvider.System);

    private string Folder => _folder.File("registry");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reading_an_absent_registry_finds_nothing_and_makes_nothing()
    {
        Assert.Null(_registry.FindChampion("mail-spam"));
        Assert.False(_registry.Holds(new Registration("mail-spam", 1, Stage.None, new string('0', 64), true, null, null)));
        Assert.Empty(_registry.Models());
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void A_version_holds_the_files_their_lineage_and_a_card()
    {
        var candidate = Make("one");

        var registration = Register(candidate);

        Assert.Equal(new Registration("mail-spam", 1, Stage.Production, ContentHash.OfFolder(candidate.Folder), true, null, null), registration);
        var version = Assert.Single(_registry.Show("mail-spam").Versions);
        Assert.Equal(
            ["MODEL_CARD.md", "lineage.json", "model.json", "model.onnx", "tokens/vocab.txt"],
            Directory.EnumerateFiles(version.Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(version.Folder, path)).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(Path.Combine(candidate.Folder, "model.onnx")), File.ReadAllBytes(Path.Combine(version.Folder, "model.onnx")));
        Assert.Equal(Directory.EnumerateFiles(candidate.Folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), version.Bytes);
        var lineage = Lineage.Read(version);
        Assert.Equal(("run-1", "ada", new string('d', 64), 605L), (lineage.Run, lineage.By, lineage.DataHash, lineage.Rows));
        Assert.Equal(candidate.Evaluation.Metrics, lineage.Metrics);
        Assert.Equal(candidate.Evaluation.Gates, lineage.Gates);
        Assert.Contains("| <code>accuracy</code> | 0.98 (0.96 to 0.99) |", File.ReadAllText(Path.Combine(version.Folder, "MODEL_CARD.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_in_Production_is_the_champion()
    {
        _ = Register(Make("one"));
        _ = Register(Make("two", Stage.Staging));

        var champion = _registry.FindChampion("mail-spam");

        Assert.Equal(1, champion?.Version);
        Assert.Equal(Path.Combine(Folder, "models", "mail-spam", "1"), champion?.Folder);
        Assert.Null(_registry.FindChampion("other"));
    }

    [Theory]
    [InlineData(Stage.Production)]
    [InlineData(Stage.Staging)]
    public void Who_takes_a_stage_archives_who_had_it(Stage stage)
    {
        _ = Register(Make("one", stage));

        var second = Register(Make("two", stage));

        Assert.Equal((2, 1), (second.Version, second.Replaced));
        Assert.Equal([Stage.Archived, stage], _registry.Show("mail-spam").Versions.Select(version => version.Stage));
        _ = RegistryState.AssertSound(Folder);
    }

    [Fact]
    public void Known_content_adds_no_version_and_may_come_back_to_Production()
    {
        _ = Register(Make("one"));
        _ = Register(Make("two"));

        var again = Register(Make("one"));

        Assert.Equal((1, false, Stage.Production, 2), (again.Version, again.IsNew, again.Stage, again.Replaced));
        Assert.Equal([Stage.Production, Stage.Archived], _registry.Show("mail-spam").Versions.Select(version => version.Stage));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Folder, "incoming")));
    }

    [Fact]
    public void The_same_content_may_be_a_version_of_two_models()
    {
        _ = Register(Make("one"));

        var other = Register(Make("one") with { Model = "other" });

        Assert.Equal((1, true), (other.Version, other.IsNew));
        Assert.Equal(["mail-spam", "other"], _registry.Models().Select(model => model.Name));
    }

    [Fact]
    public void A_registration_holds_until_the_version_moves_or_is_lost()
    {
        var first = Register(Make("one"));
        Assert.True(_registry.Holds(first));

        var second = Register(Make("two"));
        Assert.False(_registry.Holds(first));
        Assert.True(_registry.Holds(second));
        Assert.False(_registry.Holds(second with { Model = "other" }));
        Assert.False(_registry.Holds(second with { Version = 3 }));

        Directory.Delete(Path.Combine(Folder, "models", "mail-spam", "2"), recursive: true);
        Assert.False(_registry.Holds(second));
    }

    [Fact]
    public void A_refused_candidate_stays_in_None_and_says_why()
    {
        var refused = Register(Candidates.Make(_folder.File("weak"), "weak", refused: "accuracy is 0.87"));

        Assert.Equal((Stage.None, "accuracy is 0.87"), (refused.Stage, refused.Refused));
        Assert.Equal("accuracy is 0.87", Assert.Single(_registry.Show("mail-spam").History).Change.Reason);
        Assert.Null(_registry.FindChampion("mail-spam"));
    }

    [Fact]
    public void A_refused_candidate_that_is_the_champion_already_stays_the_champion()
    {
        _ = Register(Make("one"));

        var again = Register(Make("one") with { Refused = "the rows have changed" });

        Assert.Equal((Stage.Production, "the rows have changed"), (again.Stage, again.Refused));
        Assert.Equal(1, _registry.FindChampion("mail-spam")?.Version);
    }

    [Theory]
    [InlineData(Stage.Staging)]
    [InlineData(Stage.None)]
    public void Registering_never_moves_a_version_down(Stage asked)
    {
        _ = Register(Make("one"));

        Assert.Equal(Stage.Production, Register(Make("one", asked)).Stage);
    }

    [Fact]
    public void History_tells_every_move_and_cannot_be_changed()
    {
        _ = Register(Make("one"));
        _ = Register(Make("two"));
        _ = _registry.Edit("mail-spam", new RegistryEdit.Move(1, Stage.Production), new Change("grace", "", "version 2 confuses invoices"));

        Assert.Equal(
            [
                (1, null, (Stage?)Stage.None, "ada", "every gate is met"),
                (1, Stage.None, Stage.Production, "ada", "every gate is met"),
                (2, null, Stage.None, "ada", "every gate is met"),
                (1, Stage.Production, Stage.Archived, "ada", "version 2 took its place"),
                (2, Stage.None, Stage.Production, "ada", "every gate is met"),
                (2, Stage.Production, Stage.Archived, "grace", "version 1 took its place"),
                (1, (Stage?)Stage.Archived, Stage.Production, "grace", "version 2 confuses invoices"),
            ],
            _registry.Show("mail-spam").History.Select(entry => (entry.Version!.Value, entry.From, entry.To, entry.Change.By, entry.Change.Reason)));
        Assert.All(
            [
                "DELETE FROM history",
                "UPDATE history SET reason = 'nothing happened'",
                "DELETE FROM version",
                "UPDATE version SET content_hash = run",
                "UPDATE version SET stage = 'Production'",
            ],
            statement => Assert.Equal(19, Assert.Throws<SqliteException>(() => Execute(statement)).SqliteErrorCode));
    }

    [Fact]
    public void Changed_and_missing_files_are_found()
    {
        _ = Register(Make("one"));
        var version = Assert.Single(_registry.Show("mail-spam").Versions);
        Assert.True(_registry.IsIntact(version));
        var file = Path.Combine(version.Folder, "model.onnx");

        File.SetAttributes(file, FileAttributes.Normal);
        File.AppendAllText(file, " ");
        Assert.False(_registry.IsIntact(version));

        Directory.Delete(version.Folder, recursive: true);
        Assert.False(_registry.IsIntact(version));
    }

    [Fact]
    public void Files_of_a_version_are_read_only()
    {
        _ = Register(Make("one"));

        Assert.All(
            Directory.EnumerateFiles(Assert.Single(_registry.Show("mail-spam").Versions).Folder, "*", SearchOption.AllDirectories),
            file => Assert.True(File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly)));
    }

    [Fact]
    public void A_name_that_is_not_there_is_answered_with_the_nearest()
    {
        _ = Register(Make("one"));

        var failure = Assert.Throws<MlOpsException>(() => _registry.Show("mail-spma"));

        Assert.Equal("mlops: error MLOPS5006: the registry holds no model 'mail-spma'; did you mean 'mail-spam'?", failure.Message);
        Assert.Equal(Rules.UnknownModel, Assert.Throws<MlOpsException>(() => _registry.Edit("mail-spam", new RegistryEdit.Move(9, Stage.Production), new("ada", "", ""))).Diagnostic.Rule);
    }

    [Fact]
    public void Cancelled_copying_registers_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        _ = Assert.Throws<OperationCanceledException>(() => _registry.Register(Make("one"), cancelled.Token));

        Assert.Empty(_registry.Models());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Folder, "incoming")));
    }

    private Candidate Make(string content, Stage stage = Stage.Production) => Candidates.Make(_folder.File(content), content, stage);

    private Registration Register(Candidate candidate) => _registry.Register(candidate, CancellationToken.None);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "registry.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }
}
