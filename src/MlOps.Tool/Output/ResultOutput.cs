using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Running;

namespace MlOps.Tool.Output;

/// <summary>Writes what a command found, for people or for programs.</summary>
internal abstract class ResultOutput
{
    /// <summary>Writes mistakes because of which nothing ran.</summary>
    public abstract void Diagnostics(IReadOnlyList<Diagnostic> found);

    /// <summary>Writes what <c>check</c> found.</summary>
    /// <param name="file">The pipeline as the user named it.</param>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="plan">Those of them that could be planned.</param>
    /// <param name="found">The mistakes.</param>
    public abstract void Checked(string file, int steps, IReadOnlyList<PlannedStep> plan, DiagnosticBag found);

    /// <summary>Writes what a run would do.</summary>
    public abstract void Plan(IReadOnlyList<PlannedStep> plan, IReadOnlyList<Diagnostic> found);

    /// <summary>Writes what a run did.</summary>
    /// <param name="run">The run.</param>
    /// <param name="reports">Its reports; null when it is shown again.</param>
    /// <param name="watched">What decides whether it must run again; null when it is shown again, or depends on more than files.</param>
    public abstract void Run(RunResult run, WrittenReports? reports, WatchedFiles? watched = null);
}
