using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Registry.Postgres;
using MlOps.Testing;
using Npgsql;

namespace MlOps.Registry.Tests.Postgres;

/// <summary>Servers, users and networks that do not do what is wanted.</summary>
/// <param name="server">The server.</param>
[Collection(OnePostgres.Name)]
public sealed class PostgresFaultTests(PostgresServer server) : IDisposable
{
    private readonly PostgresBench _bench = new(server);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_server_that_is_not_there_is_named() =>
        AssertFailure(Rules.RegistryUnreachable, "the server of the registry postgres://127.0.0.1:1/models cannot be reached", _bench.Open("postgres://ada@127.0.0.1:1/models"));

    [Fact]
    public void A_user_that_the_server_does_not_let_in_is_told_without_the_password() =>
        AssertFailure(Rules.RegistrySignIn, "does not let the user in", _bench.Open(server.Address(_bench.Database, "nobody")));

    [Fact]
    public void A_missing_password_is_asked_for()
    {
        using var registry = new PostgresRegistry(PostgresAddress.Parse(server.Address(_bench.Database), _ => null), new Artifacts.FolderArtifacts(_bench.Artifacts, TimeProvider.System), _bench.Cache, TimeProvider.System);
        AssertFailure(Rules.RegistrySignIn, "set PGPASSWORD", registry);
    }

    [Fact]
    public void A_database_that_is_not_there_is_named() =>
        AssertFailure(Rules.NoRegistryDatabase, "\"nothing\" does not exist", _bench.Open(server.Address("nothing")));

    [Fact]
    public void A_user_who_may_only_read_reads_and_is_told_who_may_write()
    {
        _ = _bench.Open().Register(_bench.Make("one"), CancellationToken.None);
        var reader = $"reader{Guid.NewGuid():n}";
        server.Execute(_bench.Database, $"CREATE ROLE {reader} LOGIN PASSWORD '{PostgresServer.Password}'; GRANT USAGE ON SCHEMA mlops TO {reader}; GRANT SELECT ON ALL TABLES IN SCHEMA mlops TO {reader}");
        var registry = _bench.Open(server.Address(_bench.Database, reader));
        Assert.Equal(1, registry.FindChampion(Candidates.Model)!.Version);
        var failure = Assert.Throws<MlOpsException>(() => registry.Register(_bench.Make("two"), CancellationToken.None)).Diagnostic;
        Assert.Equal(Rules.RegistryNotAllowed, failure.Rule);
        Assert.Contains("who writes needs rights on the schema mlops", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_another_process_keeps_is_waited_for_and_then_named()
    {
        _ = _bench.Open().Register(_bench.Make("one"), CancellationToken.None);
        using var other = new NpgsqlConnection(PostgresAddress.Parse(server.Address(_bench.Database), PostgresServer.Environment).ConnectionString);
        other.Open();
        using var transaction = other.BeginTransaction();
        using var command = new NpgsqlCommand("SELECT * FROM mlops.model FOR UPDATE", other);
        _ = command.ExecuteScalar();
        var failure = Assert.Throws<MlOpsException>(() => _bench.Open(lockTimeout: TimeSpan.FromSeconds(0.3)).Register(_bench.Make("two"), CancellationToken.None)).Diagnostic;
        Assert.Equal(Rules.RegistryBusy, failure.Rule);

        // who reads does not wait
        _ = Assert.Single(_bench.Open(lockTimeout: TimeSpan.FromSeconds(0.3)).Models());
    }

    [Fact]
    public void An_artifact_that_is_another_or_missing_is_never_handed_out()
    {
        var registry = _bench.Open();
        _ = registry.Register(_bench.Make("one"), CancellationToken.None);
        var version = registry.Show(Candidates.Model).Versions[0];
        var artifact = Directory.EnumerateFiles(_bench.Artifacts, "*", SearchOption.AllDirectories).First();
        File.SetAttributes(artifact, FileAttributes.Normal);
        File.AppendAllText(artifact, "!");
        Assert.False(registry.IsIntact(version));
        Assert.Equal(Rules.RegistryDamaged, Assert.Throws<MlOpsException>(() => registry.Fetch(version, CancellationToken.None)).Diagnostic.Rule);
        File.Delete(artifact);
        Assert.False(registry.IsIntact(version));
        Assert.False(Directory.Exists(version.Folder));
    }

    [Fact]
    public void A_registry_of_a_newer_program_is_not_touched()
    {
        _ = _bench.Open().Register(_bench.Make("one"), CancellationToken.None);
        server.Execute(_bench.Database, "UPDATE mlops.format SET version = 99");
        AssertFailure(Rules.RegistryTooNew, "has format 99", _bench.Open());
        Assert.Equal(Rules.RegistryTooNew, Assert.Throws<MlOpsException>(() => _bench.Open().Register(_bench.Make("two"), CancellationToken.None)).Diagnostic.Rule);
    }

    [Fact]
    public void A_connection_that_ends_before_the_commit_leaves_nothing_and_the_change_is_made_again()
    {
        var killed = 0;
        var registry = _bench.Open(checkpoint: point =>
        {
            if (point == "added" && killed++ < 2)
            {
                server.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_bench.Database}'");
            }
        });
        Assert.Equal((1, true), (registry.Register(_bench.Make("one"), CancellationToken.None) is var done ? done.Version : 0, done.IsNew));
        Assert.Equal(3, killed);
        _ = Assert.Single(_bench.Open().Show(Candidates.Model).Versions);
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_not_made_twice()
    {
        await using var proxy = new CommitProxy(server.Port);
        var registry = _bench.Open(string.Create(CultureInfo.InvariantCulture, $"postgres://{PostgresServer.User}@127.0.0.1:{proxy.Port}/{_bench.Database}"));
        _ = registry.Register(_bench.Make("one"), CancellationToken.None);
        proxy.LosesAnswers = 1;
        Assert.Equal((2, true), (registry.Register(_bench.Make("two"), CancellationToken.None) is var done ? done.Version : 0, done.IsNew));
        Assert.Equal(0, proxy.LosesAnswers);
        var model = _bench.Open().Show(Candidates.Model);
        Assert.Equal([1, 2], model.Versions.Select(version => version.Version));
        Assert.Equal(2, model.History.Count(entry => entry.Action == HistoryAction.Registered));
    }

    private void AssertFailure(Rule rule, string message, ModelRegistry registry)
    {
        var failure = Assert.Throws<MlOpsException>(() => registry.Models());
        Assert.Equal(rule, failure.Diagnostic.Rule);
        Assert.Contains(message, failure.Diagnostic.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, failure.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bench.Cache) && Directory.EnumerateFileSystemEntries(_bench.Cache).Any());
    }
}
