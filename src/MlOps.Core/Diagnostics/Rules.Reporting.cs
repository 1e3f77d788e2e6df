namespace MlOps.Diagnostics;

/// <content>6xxx: reporting.</content>
public static partial class Rules
{
    /// <summary>A file in which the build server describes the build cannot be read.</summary>
    public static readonly Rule BuildNotRead = new(
        "MLOPS6001", Severity.Warning, "build not fully known", "See whether the job removes or replaces the build server's own files; pull request or commit are missing in the report.");

    /// <summary>A file by which the build server is told of the run cannot be written.</summary>
    public static readonly Rule BuildNotTold = new(
        "MLOPS6002", Severity.Warning, "build server not told", "See whether the disk is full, or the job removes or protects the files that the build server named.");
}
