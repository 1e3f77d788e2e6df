namespace MlOps.Reporting.Ci;

/// <summary>Reads a build of TeamCity: few variables, and two properties files, of which the first names the second.</summary>
internal static class TeamCityBuild
{
    private const string BuildFile = "TEAMCITY_BUILD_PROPERTIES_FILE";
    private const string ConfigurationFile = "teamcity.configuration.properties.file";

    /// <summary>Describes the build.</summary>
    /// <param name="variables">The server's variables and files.</param>
    public static CiBuild Read(CiVariables variables)
    {
        var build = Properties(variables, BuildFile, variables.Text(BuildFile));
        var configuration = Properties(variables, ConfigurationFile, build.GetValueOrDefault(ConfigurationFile));
        string? Value(string name) => (configuration.GetValueOrDefault(name) ?? build.GetValueOrDefault(name)) is { Length: > 0 } value ? value : null;

        var address = RepositoryAddress.Parse(Value("vcsroot.url"));
        var (server, id) = (Value("teamcity.serverUrl"), Value("teamcity.build.id"));
        return new()
        {
            System = CiSystem.TeamCity,
            Host = address?.Host,
            Repository = address?.Path,
            Commit = variables.Text("BUILD_VCS_NUMBER") ?? Value("build.vcs.number"),

            // the branch of a pull request's build is named pull/12
            Branch = CiVariables.ToBranch(Value("teamcity.pullRequest.source.branch") ?? Value("teamcity.build.branch")),
            BaseBranch = CiVariables.ToBranch(Value("teamcity.pullRequest.target.branch")),
            PullRequest = CiVariables.ToNumber(Value("teamcity.pullRequest.number")),
            Url = variables.Address("BUILD_URL") ?? (server is null || id is null ? null : CiVariables.ToAddress($"{server.TrimEnd('/')}/viewLog.html?buildId={id}")),
            Folder = Value("teamcity.build.checkoutDir"),
            RunId = id ?? variables.Text("BUILD_NUMBER"),
        };
    }

    private static IReadOnlyDictionary<string, string> Properties(CiVariables variables, string name, string? path) =>
        path is not null && variables.File(name, path) is { } text ? JavaProperties.Parse(text) : new Dictionary<string, string>();
}
