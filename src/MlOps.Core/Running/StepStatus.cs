namespace MlOps.Running;

/// <summary>What became of a step in a run.</summary>
public enum StepStatus
{
    /// <summary>It ran.</summary>
    Ran,

    /// <summary>Its output was there already, from the same settings and inputs.</summary>
    Reused,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>A step before it failed.</summary>
    Skipped,

    /// <summary>It was stopped by the user.</summary>
    Cancelled,

    /// <summary>It comes after the step that <c>--until</c> names.</summary>
    NotAsked,
}
