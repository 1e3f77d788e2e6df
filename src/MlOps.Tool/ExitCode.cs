using MlOps.Diagnostics;
using MlOps.Running;

namespace MlOps.Tool;

/// <summary>What the process's exit code tells a script or a build server.</summary>
internal static class ExitCode
{
    public const int Passed = 0;
    public const int GateNotMet = 1;
    public const int WrongUse = 2;
    public const int StepFailed = 3;
    public const int Bug = 4;
    public const int Cancelled = 130;

    /// <summary>The exit code of a run.</summary>
    public static int Of(Verdict verdict) => verdict switch
    {
        Verdict.Passed => Passed,
        Verdict.GateNotMet => GateNotMet,
        Verdict.Cancelled => Cancelled,
        _ => StepFailed,
    };

    /// <summary>The exit code of a run that was reported: a report that was required and is missing fails a run that passed, and hides no other verdict.</summary>
    public static int Of(RunResult run) =>
        run.Verdict == Verdict.Passed && run.Published?.Problems.Any(problem => problem.Rule == Rules.RungRequired) == true ? StepFailed : Of(run.Verdict);

    /// <summary>The exit code of a command that a diagnostic has ended: wrong use for what stands in the pipeline, its inputs and the machine.</summary>
    public static int Of(Rule rule) => rule.Code["MLOPS".Length] is '1' or '2' or '8' ? WrongUse : StepFailed;
}
