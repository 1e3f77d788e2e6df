using MlOps.Running;

namespace MlOps.Reporting;

/// <summary>How a run ended, in words that every report shares.</summary>
public static class Verdicts
{
    /// <summary>One or two words: <c>passed</c>.</summary>
    /// <param name="verdict">How the run ended.</param>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.GateNotMet => "gate not met",
        Verdict.Failed => "failed",
        _ => "cancelled",
    };
}
