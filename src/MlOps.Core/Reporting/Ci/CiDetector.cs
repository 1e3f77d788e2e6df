using MlOps.Diagnostics;

namespace MlOps.Reporting.Ci;

/// <summary>Finds out which build server runs the tool, and for what, from the variables that each server documents.</summary>
public static class CiDetector
{
    // by what each makes itself known; Jenkins has no address of its own where its administrator set none, but tags every build
    private static readonly (CiSystem System, string Variable, string Start)[] Signs =
    [
        (CiSystem.GitHub, "GITHUB_ACTIONS", "true"),
        (CiSystem.GitLab, "GITLAB_CI", "true"),
        (CiSystem.Azure, "TF_BUILD", "True"),
        (CiSystem.TeamCity, "TEAMCITY_VERSION", ""),
        (CiSystem.Buildkite, "BUILDKITE", "true"),
        (CiSystem.Jenkins, "JENKINS_URL", ""),
        (CiSystem.Jenkins, "BUILD_TAG", "jenkins-"),
        (CiSystem.Other, "CI", ""),
    ];

    /// <summary>The build server that runs the tool; null when none does. <c>CI=false</c> says none, whatever else is set.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    public static CiSystem? Find(Func<string, string?> environment)
    {
        if (string.Equals(environment("CI"), "false", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (var (system, variable, start) in Signs)
        {
            if (environment(variable) is { Length: > 0 } value && value.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return system;
            }
        }

        return null;
    }

    /// <summary>Describes the build that the tool runs in.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <param name="found">Receives MLOPS6001 where a file of the server cannot be read: what stands in it is left out then.</param>
    /// <returns>The build; null when no build server runs the tool.</returns>
    public static CiBuild? Detect(Func<string, string?> environment, DiagnosticBag found) => Detect(environment, File.ReadAllText, found);

    /// <summary>Describes the build that the tool runs in.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <param name="readText">Reads a file that the server has written; may throw <see cref="IOException"/>.</param>
    /// <param name="found">Receives MLOPS6001 where a file of the server cannot be read.</param>
    /// <returns>The build; null when no build server runs the tool.</returns>
    public static CiBuild? Detect(Func<string, string?> environment, Func<string, string> readText, DiagnosticBag found)
    {
        var variables = new CiVariables(environment, readText, found);
        return Find(environment) switch
        {
            CiSystem.GitHub => GitHubBuild.Read(variables),
            CiSystem.Jenkins => JenkinsBuild.Read(variables),
            CiSystem.GitLab => GitLabBuild.Read(variables),
            CiSystem.Azure => AzureBuild.Read(variables),
            CiSystem.TeamCity => TeamCityBuild.Read(variables),
            CiSystem.Buildkite => BuildkiteBuild.Read(variables),
            CiSystem.Other => new() { System = CiSystem.Other },
            _ => null,
        };
    }
}
