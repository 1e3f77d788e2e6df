using MlOps.Registry.Artifacts;
using MlOps.Registry.Postgres;
using MlOps.Testing;

namespace MlOps.Registry.Tests.Postgres;

/// <summary>A database and a folder of artifacts of a test's own.</summary>
internal sealed class PostgresBench(PostgresServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<PostgresRegistry> _opened = [];

    public string Database { get; } = server.NewDatabase();

    public string Artifacts => _folder.File("artifacts");

    public string Cache => _folder.File("cache");

    public string File(string name) => _folder.File(name);

    public PostgresRegistry Open(string? address = null, TimeSpan? lockTimeout = null, Action<string>? checkpoint = null, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var registry = new PostgresRegistry(
            PostgresAddress.Parse(address ?? server.Address(Database), PostgresServer.Environment), new FolderArtifacts(Artifacts, time), Cache, time, lockTimeout ?? TimeSpan.FromSeconds(30), checkpoint ?? (_ => { }));
        _opened.Add(registry);
        return registry;
    }

    public Candidate Make(string content, Stage stage = Stage.Production, string? refused = null) => Candidates.Make(_folder.File(content), content, stage, refused);

    public void Dispose()
    {
        _opened.ForEach(registry => registry.Dispose());
        _folder.Dispose();
    }
}
