namespace MlOps.Reporting.Ci;

/// <summary>Reads a build of Jenkins. The Git plugin and multibranch jobs (<c>CHANGE_*</c>) set most of it.</summary>
/// <remarks>
/// A job that builds pull requests merged with their target has in <c>GIT_COMMIT</c> a merge that only Jenkins knows. Checks need
/// its strategy "The current pull request revision".
/// </remarks>
internal static class JenkinsBuild
{
    /// <summary>Describes the build.</summary>
    /// <param name="variables">The server's variables.</param>
    public static CiBuild Read(CiVariables variables)
    {
        var address = RepositoryAddress.Parse(variables.Text("GIT_URL", "GIT_URL_1"));
        return new()
        {
            System = CiSystem.Jenkins,
            Host = address?.Host,
            Repository = address?.Path,
            Commit = variables.Text("GIT_COMMIT"),
            Branch = variables.Text("CHANGE_BRANCH", "GIT_LOCAL_BRANCH", "BRANCH_NAME") ?? WithoutRemote(variables.Text("GIT_BRANCH")),
            BaseBranch = variables.Text("CHANGE_TARGET"),
            PullRequest = variables.Number("CHANGE_ID"),
            IsFork = variables.Text("CHANGE_FORK") is not null,
            Url = variables.Address("BUILD_URL"),
            Folder = variables.Text("WORKSPACE"),
            RunId = variables.Text("BUILD_TAG", "BUILD_NUMBER"),
        };
    }

    // a job of one branch says origin/main
    private static string? WithoutRemote(string? branch) => CiVariables.ToBranch(
        branch is not null && branch.StartsWith("origin/", StringComparison.Ordinal) ? branch["origin/".Length..] : branch);
}
