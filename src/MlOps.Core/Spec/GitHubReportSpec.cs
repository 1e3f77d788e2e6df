namespace MlOps.Spec;

/// <summary>What a pipeline shows on GitHub.</summary>
/// <param name="Check">Name of the check; null for the pipeline's.</param>
/// <param name="Comment">True when a pull request gets a comment.</param>
public sealed record GitHubReportSpec(SpecText? Check, bool Comment)
{
    private const int MaxName = 100;

    /// <summary>Reads the keys of <c>github</c>.</summary>
    /// <param name="map">Its mapping.</param>
    public static GitHubReportSpec Read(SpecMap map)
    {
        var check = map.OptionalText("check", "Name of the check that a branch can require (default: the pipeline's name)");
        if (check is { Value.Length: 0 or > MaxName } unfit)
        {
            map.Reject("check", unfit, $"a name of at most {MaxName} characters");
        }

        return new(check, map.Flag("comment", otherwise: true, "Comment on the pull request; the comment is edited, never repeated"));
    }
}
