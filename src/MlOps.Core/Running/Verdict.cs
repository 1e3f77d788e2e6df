namespace MlOps.Running;

/// <summary>How a run ended.</summary>
public enum Verdict
{
    /// <summary>Every step ran and every gate is met.</summary>
    Passed,

    /// <summary>Every step ran; a gate is not met.</summary>
    GateNotMet,

    /// <summary>A step failed.</summary>
    Failed,

    /// <summary>The user stopped it.</summary>
    Cancelled,
}
