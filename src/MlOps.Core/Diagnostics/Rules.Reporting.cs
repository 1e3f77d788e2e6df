namespace MlOps.Diagnostics;

/// <content>6xxx: reporting.</content>
public static partial class Rules
{
    /// <summary>A file in which the build server describes the build cannot be read.</summary>
    public static readonly Rule BuildNotRead = new(
        "MLOPS6001", Severity.Warning, "build not fully known", "See whether the job removes or replaces the build server's own files; pull request or commit are missing in the report.");
}
