using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry.Artifacts;
using MlOps.Registry.Cards;
using MlOps.Registry.Postgres;
using MlOps.Testing;

namespace MlOps.Registry.Tests.Postgres;

[Collection(OnePostgres.Name)]
public sealed class PostgresRegistryTests : IDisposable
{
    private readonly PostgresServer _server;
    private readonly PostgresBench _bench;
    private readonly PostgresRegistry _registry;

    public PostgresRegistryTests(PostgresServer server)
    {
        _server = server;
        _bench = new(server);
        _registry = _bench.Open();
    }

    private static Change Change => new("ada", "run-1", "to see");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Reading_an_empty_database_finds_nothing_and_makes_nothing()
    {
        Assert.Null(_registry.FindChampion("mail-spam"));
        Assert.Empty(_registry.Models());
        Assert.False(_registry.Holds(new Registration("mail-spam", 1, Stage.None, new string('0', 64), true, null, null)));
        _server.Execute(_bench.Database, "DO $$ BEGIN IF EXISTS (SELECT FROM pg_namespace WHERE nspname = 'mlops') THEN RAISE 'made'; END IF; END $$");
    }

    [Fact]
    public void What_is_registered_comes_down_with_its_lineage_and_card()
    {
        var candidate = _bench.Make("one");
        var registration = _registry.Register(candidate, CancellationToken.None);
        Assert.Equal(new Registration("mail-spam", 1, Stage.Production, ContentHash.OfFolder(candidate.Folder), true, null, null), registration);
        Assert.True(_registry.Holds(registration));

        var version = Assert.Single(_bench.Open().Show("mail-spam").Versions);
        Assert.Equal(candidate.Evaluation.Metrics, _registry.LineageOf(version).Metrics);
        Assert.False(Directory.Exists(version.Folder));
        _registry.Fetch(version, CancellationToken.None);
        Assert.Equal(
            ["MODEL_CARD.md", "lineage.json", "model.json", "model.onnx", "tokens/vocab.txt"],
            Directory.EnumerateFiles(version.Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(version.Folder, path)).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(Path.Combine(candidate.Folder, "model.onnx")), File.ReadAllBytes(Path.Combine(version.Folder, "model.onnx")));
        Assert.Equal(registration.ContentHash, Lineage.Read(version).ContentHash);
        Assert.True(_registry.IsIntact(version));
        Assert.Equal((1, version.Folder), (_registry.FindChampion("mail-spam")!.Version, _registry.FindChampion("mail-spam")!.Folder));
    }

    [Fact]
    public void A_file_that_several_versions_have_is_kept_once()
    {
        _ = _registry.Register(_bench.Make("one"), CancellationToken.None);
        _ = _registry.Register(_bench.Make("two"), CancellationToken.None);

        // model.json and vocab.txt are the same in both
        using var artifacts = new FolderArtifacts(_bench.Artifacts, TimeProvider.System);
        Assert.Equal(4, artifacts.List(CancellationToken.None).Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_changes_leave_the_same_models_and_history_as_in_a_folder(int seed)
    {
        var (random, time) = (new Random(seed), new SteppingTime());
        var (local, remote) = (new LocalRegistry(_bench.File("local"), time), _bench.Open(time: time));
        for (var i = 0; i < 60; i++)
        {
            var change = new Change(random.Next(2) == 0 ? "ada" : "bob", $"run-{i}", $"reason {i}");
            var candidate = _bench.Make($"seed {seed}, {random.Next(12)}", (Stage)random.Next(3), random.Next(4) == 0 ? "a gate is not met" : null) with { Change = change, Approvals = random.Next(2) };
            var edit = EditOf(random, i);
            var isRegistration = random.Next(3) == 0 || i == 0;
            time.Next();
            Assert.Equal(Outcome(local), Outcome(remote));

            string Outcome(ModelRegistry registry)
            {
                try
                {
                    return isRegistration
                        ? registry.Register(candidate, CancellationToken.None).ToString()
                        : string.Join('\n', registry.Edit(Candidates.Model, edit, change).Entries);
                }
                catch (MlOpsException e)
                {
                    return e.Diagnostic.ToString();
                }
            }
        }

        Assert.Equal(Told(local), Told(remote));
        Assert.Equal(Told(local), Told(_bench.Open()));
    }

    [Fact]
    public void Those_who_register_first_at_once_get_numbers_of_their_own()
    {
        var candidates = Enumerable.Range(0, 8).Select(i => _bench.Make($"candidate {i}")).ToList();
        var registered = new Registration[candidates.Count];
        Parallel.For(0, candidates.Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => registered[i] = _bench.Open().Register(candidates[i], CancellationToken.None));
        Assert.Equal(Enumerable.Range(1, 8), registered.Select(registration => registration.Version).Order());
        var model = _registry.Show(Candidates.Model);
        Assert.Equal(Enumerable.Range(1, 8), model.Versions.Select(version => version.Version));
        _ = Assert.Single(model.Versions, version => version.Stage == Stage.Production);
    }

    [Fact]
    public void An_attached_file_comes_down_and_goes_with_its_version()
    {
        _ = _registry.Register(_bench.Make("one", Stage.None), CancellationToken.None);
        File.WriteAllText(_bench.File("notes.txt"), "looked at");
        _ = _registry.Edit(Candidates.Model, new RegistryEdit.Attach(1, "notes.txt", _bench.File("notes.txt")), Change);
        var version = _registry.Show(Candidates.Model).Versions[0];
        Assert.Equal("looked at", File.ReadAllText(_registry.FetchAttachment(version, version.Attachments[0], CancellationToken.None)));
        _ = _registry.Edit(Candidates.Model, new RegistryEdit.Delete(1), Change);
        Assert.Empty(_registry.Show(Candidates.Model).Versions);
        Assert.Equal(2, _registry.Register(_bench.Make("two"), CancellationToken.None).Version);
    }

    [Fact]
    public void What_no_version_has_is_collected_a_day_later_and_nothing_else()
    {
        var time = new SteppingTime();
        var registry = _bench.Open(time: time);
        _ = registry.Register(_bench.Make("one", Stage.None), CancellationToken.None);
        _ = registry.Register(_bench.Make("two"), CancellationToken.None);
        _ = registry.Edit(Candidates.Model, new RegistryEdit.Delete(1), Change);
        foreach (var artifact in Directory.EnumerateFiles(_bench.Artifacts, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(artifact, time.GetUtcNow().UtcDateTime);
        }

        Assert.Empty(registry.Collect(remove: true, CancellationToken.None));
        time.Next(TimeSpan.FromHours(25));
        Assert.Equal(registry.Collect(remove: false, CancellationToken.None), registry.Collect(remove: true, CancellationToken.None));
        Assert.Empty(registry.Collect(remove: false, CancellationToken.None));
        Assert.True(registry.IsIntact(registry.Show(Candidates.Model).Versions.Single()));
        Assert.Equal(3, Directory.EnumerateFiles(_bench.Artifacts, "*", SearchOption.AllDirectories).Count());
    }

    [Theory]
    [InlineData("UPDATE mlops.version SET content_hash = repeat('0', 64)", "a version never changes")]
    [InlineData("UPDATE mlops.version SET version = 7", "a version never changes")]
    [InlineData("UPDATE mlops.file SET sha256 = repeat('0', 64)", "a version never changes")]
    [InlineData("UPDATE mlops.card SET lineage = '{}'", "a version never changes")]
    [InlineData("DELETE FROM mlops.version WHERE version = 1", "a version in use is never deleted")]
    [InlineData("UPDATE mlops.version SET stage = 'Production'", "one_in_production")]
    [InlineData("INSERT INTO mlops.version VALUES ('mail-spam', 9, 'None', repeat('0', 64), 1, '', '', '')", "a version has the number that was given last")]
    [InlineData("UPDATE mlops.model SET last_version = 1", "numbers are given once")]
    [InlineData("UPDATE mlops.model SET last_version = last_version + 2", "numbers are given once")]
    [InlineData("DELETE FROM mlops.model", "a model is never deleted")]
    [InlineData("UPDATE mlops.history SET reason = ''", "history is append-only")]
    [InlineData("DELETE FROM mlops.history", "history is append-only")]
    [InlineData("TRUNCATE mlops.history", "history is append-only")]
    public void What_must_never_happen_is_forbidden_whoever_opens_the_database(string sql, string why)
    {
        _ = _registry.Register(_bench.Make("one"), CancellationToken.None);
        _ = _registry.Register(_bench.Make("two", Stage.Staging), CancellationToken.None);
        var before = Told(_registry);
        var failure = Assert.ThrowsAny<Xunit.Sdk.TrueException>(() => _server.Execute(_bench.Database, sql));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, Told(_registry));
    }

    private static RegistryEdit EditOf(Random random, int i) => random.Next(9) switch
    {
        0 => new RegistryEdit.Move(random.Next(1, 6), (Stage)random.Next(4)),
        1 => new RegistryEdit.SetAlias($"a{random.Next(3)}", random.Next(1, 6)),
        2 => new RegistryEdit.RemoveAlias($"a{random.Next(3)}"),
        3 => new RegistryEdit.SetTag(random.Next(2) == 0 ? null : random.Next(1, 6), $"k{random.Next(3)}", random.Next(3) == 0 ? null : $"{i} ö"),
        4 => new RegistryEdit.Describe(random.Next(2) == 0 ? null : random.Next(1, 6), $"text {i}"),
        5 => new RegistryEdit.Delete(random.Next(1, 6)),
        6 => new RegistryEdit.Approve(random.Next(1, 6)),
        7 => new RegistryEdit.Reject(random.Next(1, 6)),
        _ => new RegistryEdit.Rollback(),
    };

    private static string Told(ModelRegistry registry) => string.Join('\n', registry.Models().SelectMany(model => (string[])
    [
        $"{model.Name} {model.Description} {model.LastNumber} {model.Head} {string.Join(' ', model.Tags)} {string.Join(' ', model.Aliases)}",
        .. model.Versions.Select(version =>
            $"{version.Version} {version.Stage} {version.ContentHash} {version.Bytes} {version.At:O} {version.By} {version.Description} {version.Approvals} {version.Waiting?.Stage} {version.Waiting?.Approvals.Count} {string.Join(' ', version.Tags)}"),
        .. model.History.Select(entry => entry.ToString()),
    ]));
}
