using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Tool.Deploy;

/// <summary>A registry that a container asks for its model.</summary>
/// <param name="Reference">What it serves, such as <c>mail-spam@Production</c>.</param>
/// <param name="Address">The registry as the command line names it.</param>
/// <param name="Variables">The variables that hold the sign-in.</param>
internal sealed record ServedRegistry(string Reference, string Address, IReadOnlyList<string> Variables)
{
    /// <summary>What a container needs to reach a registry.</summary>
    /// <param name="reference">What it serves.</param>
    /// <param name="spec">The registry; null for the state folder's own.</param>
    /// <exception cref="MlOpsException">MLOPS7303: it lies in a folder of this machine.</exception>
    public static ServedRegistry Of(string reference, RegistrySpec? spec) => spec switch
    {
        { Mlflow: { } server } => new(reference, server, ["MLFLOW_TRACKING_TOKEN", "MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD"]),
        { GitHubReleases: { } repository } => new(reference, $"{RegistrySpec.Releases}:{repository.Value}", ["GITHUB_TOKEN"]),
        { Postgres: { } postgres } when postgres.Artifacts.Value.StartsWith("s3://", StringComparison.Ordinal) =>
            new(reference, AddressOf(postgres), ["PGUSER", "PGPASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"]),
        { Postgres: not null } => throw OutOfReach("the registry keeps its files in a folder"),
        _ => throw OutOfReach("the registry is a folder of this machine"),
    };

    private static string AddressOf(PostgresSpec postgres) =>
        $"{postgres.Address.Value}{(postgres.Address.Value.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{PostgresSpec.ArtifactsKey}={postgres.Artifacts.Value}";

    private static MlOpsException OutOfReach(string what) => new(Rules.RegistryOutOfReach, Location.None, $"{what}, which no container sees");
}
