namespace MlOps.Spec;

/// <summary>The <c>report</c> of a pipeline: what is written beside the run's own folder.</summary>
/// <param name="Junit">Path of a JUnit XML file; null for none.</param>
/// <param name="GitHub">What GitHub shows; null for nothing.</param>
public sealed record ReportSpec(SpecText? Junit, GitHubReportSpec? GitHub)
{
    /// <summary>Reads the keys of <c>report</c>.</summary>
    /// <param name="map">Its mapping.</param>
    public static ReportSpec Read(SpecMap map) => new(
        map.OptionalText("junit", "Write the gates as JUnit test cases to this file, for build servers"),
        map.OptionalMap("github", "Show the run as a check on its commit, where the environment names the repository and a token", GitHubReportSpec.Read));
}
