namespace MlOps.Reporting.Ci;

/// <summary>Reads a build of Azure Pipelines, of a repository at GitHub or in Azure Repos.</summary>
internal static class AzureBuild
{
    /// <summary>Describes the build.</summary>
    /// <param name="variables">The server's variables.</param>
    public static CiBuild Read(CiVariables variables)
    {
        var address = RepositoryAddress.Parse(variables.Text("BUILD_REPOSITORY_URI"));
        var (project, id) = (variables.Text("SYSTEM_TEAMPROJECT"), variables.Text("BUILD_BUILDID"));
        var server = variables.Text("SYSTEM_COLLECTIONURI", "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI");
        return new()
        {
            System = CiSystem.Azure,
            Host = address?.Host,

            // owner/name of GitHub, the bare name in Azure Repos
            Repository = variables.Text("BUILD_REPOSITORY_NAME") is { } name ? name.Contains('/', StringComparison.Ordinal) ? name : $"{project}/{name}" : null,
            Commit = variables.Text("SYSTEM_PULLREQUEST_SOURCECOMMITID", "BUILD_SOURCEVERSION"),
            Branch = CiVariables.ToBranch(variables.Text("SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH")),
            BaseBranch = CiVariables.ToBranch(variables.Text("SYSTEM_PULLREQUEST_TARGETBRANCH")),

            // of a repository at GitHub the id is Azure's own and the number is GitHub's
            PullRequest = variables.Number("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"),
            IsFork = variables.Says("SYSTEM_PULLREQUEST_ISFORK", "true"),
            Url = server is null || project is null || id is null
                ? null
                : CiVariables.ToAddress($"{server.TrimEnd('/')}/{Uri.EscapeDataString(project)}/_build/results?buildId={id}"),
            Folder = variables.Text("BUILD_SOURCESDIRECTORY"),
            Event = variables.Text("BUILD_REASON"),
            RunId = id,
            Attempt = variables.Number("SYSTEM_JOBATTEMPT"),
        };
    }
}
