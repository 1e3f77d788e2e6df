namespace MlOps.Running;

/// <summary>Where a run's verdict is shown, the best place first. A place that a token may not write to leads to the next one.</summary>
public enum Rung
{
    /// <summary>A check run with annotations.</summary>
    Check,

    /// <summary>A commit status: a mark, a line of text and a link.</summary>
    Status,

    /// <summary>The job summary and the build server's own annotations.</summary>
    Summary,

    /// <summary>The console alone.</summary>
    Console,
}
