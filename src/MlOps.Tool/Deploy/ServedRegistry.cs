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
        _ => throw new MlOpsException(Rules.RegistryOutOfReach, Location.None, "the registry is a folder of this machine, which no container sees"),
    };
}
