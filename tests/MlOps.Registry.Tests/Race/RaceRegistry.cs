using MlOps.Registry.Artifacts;
using MlOps.Registry.Postgres;

namespace MlOps.Registry.Tests.Race;

/// <summary>The registry that the processes of a race share, as they are told of it on their command lines.</summary>
/// <param name="Folder">Full path of a folder for all that is not in a database.</param>
/// <param name="Address">The database; empty for a registry in the folder.</param>
internal sealed record RaceRegistry(string Folder, string Address)
{
    // longer than any process waits while 64 of them share two cores
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public ModelRegistry Open(Func<string, string?> environment) => Address.Length == 0
        ? new LocalRegistry(Path.Combine(Folder, "registry"), TimeProvider.System, Patience)
        : new PostgresRegistry(
            PostgresAddress.Parse(Address, environment),
            new FolderArtifacts(Path.Combine(Folder, "artifacts"), TimeProvider.System),
            Path.Combine(Folder, $"cache-{Environment.ProcessId}"),
            TimeProvider.System,
            Patience);
}
