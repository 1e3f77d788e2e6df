namespace MlOps.Tool;

/// <summary>Tells whether a build server runs the tool.</summary>
internal static class BuildServer
{
    // the last ones set no CI of their own
    private static readonly string[] Variables = ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL", "BUILDKITE"];

    /// <summary>True when a variable is set by which a build server makes itself known; <c>CI=false</c> says no.</summary>
    public static bool IsDetected(Func<string, string?> environment) => environment("CI") is { } ci && ci.Equals("false", StringComparison.OrdinalIgnoreCase)
        ? false
        : Variables.Any(name => !string.IsNullOrEmpty(environment(name)));
}
