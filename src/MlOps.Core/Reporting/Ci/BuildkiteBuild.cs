namespace MlOps.Reporting.Ci;

/// <summary>Reads a build of Buildkite.</summary>
internal static class BuildkiteBuild
{
    /// <summary>Describes the build.</summary>
    /// <param name="variables">The server's variables.</param>
    public static CiBuild Read(CiVariables variables)
    {
        var address = RepositoryAddress.Parse(variables.Text("BUILDKITE_REPO"));
        var source = RepositoryAddress.Parse(variables.Text("BUILDKITE_PULL_REQUEST_REPO"));
        return new()
        {
            System = CiSystem.Buildkite,
            Host = address?.Host,
            Repository = address?.Path,

            // HEAD until the agent has checked out
            Commit = variables.Text("BUILDKITE_COMMIT") is { } commit && commit != "HEAD" ? commit : null,
            Branch = variables.Text("BUILDKITE_BRANCH"),
            BaseBranch = variables.Text("BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
            PullRequest = variables.Number("BUILDKITE_PULL_REQUEST"), // or the word false
            IsFork = source is not null && source != address,
            Url = variables.Address("BUILDKITE_BUILD_URL"),
            Folder = variables.Text("BUILDKITE_BUILD_CHECKOUT_PATH"),
            Event = variables.Text("BUILDKITE_SOURCE"),
            RunId = variables.Text("BUILDKITE_BUILD_ID"),
            Attempt = variables.Number("BUILDKITE_RETRY_COUNT") is { } retries ? retries + 1 : 1,
        };
    }
}
