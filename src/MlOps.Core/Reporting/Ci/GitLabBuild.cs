namespace MlOps.Reporting.Ci;

/// <summary>Reads a build of GitLab CI/CD.</summary>
internal static class GitLabBuild
{
    /// <summary>Describes the build.</summary>
    /// <param name="variables">The server's variables.</param>
    public static CiBuild Read(CiVariables variables)
    {
        var (source, target) = (variables.Text("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH"), variables.Text("CI_MERGE_REQUEST_PROJECT_PATH"));
        return new()
        {
            System = CiSystem.GitLab,
            Host = variables.Text("CI_SERVER_HOST"),
            Repository = target ?? variables.Text("CI_PROJECT_PATH"),

            // the first is set where CI_COMMIT_SHA is a trial merge
            Commit = variables.Text("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA"),
            Branch = variables.Text("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_BRANCH"),
            BaseBranch = variables.Text("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
            PullRequest = variables.Number("CI_MERGE_REQUEST_IID"),
            IsFork = source is not null && source != target,
            Url = variables.Address("CI_JOB_URL"),
            Folder = variables.Text("CI_PROJECT_DIR"),
            Event = variables.Text("CI_PIPELINE_SOURCE"),
            RunId = variables.Text("CI_JOB_ID"),
        };
    }
}
