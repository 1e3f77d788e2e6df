using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Reporting.Sections;
using MlOps.Running;

namespace MlOps.Reporting;

/// <summary>What a run has to say, free of how it is written: Markdown, HTML and the console show the same.</summary>
/// <param name="Title">The pipeline's name.</param>
/// <param name="Verdict">How the run ended.</param>
/// <param name="Headline">The verdict in a sentence.</param>
/// <param name="Sections">What the verdict rests on, the most important first.</param>
public sealed record RunReport(string Title, Verdict Verdict, string Headline, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>Makes the report of a run.</summary>
    /// <param name="run">What the run did.</param>
    public static RunReport Of(RunResult run) => new(
        run.Pipeline,
        run.Verdict,
        HeadlineOf(run),
        [
            .. ((ReportSection[])
            [
                GateReviewSection.Of(run),
                ProblemSection.Of(run),
                RegistrationSection.Of(run),
                GateSection.Of(run),
                DriftSection.Of(run),
                MetricSection.Of(run),
                VariantSection.Of(run),
                SliceSection.Of(run),
                FairnessSection.Of(run),
                ConfusionSection.Of(run),
                TrainingSection.Of(run),
                DataSection.Of(run),
                StepSection.Of(run),
                RunSection.Of(run),
            ]).Where(section => section.Blocks.Count > 0),
        ]);

    private static string HeadlineOf(RunResult run)
    {
        GateResult[] gates = [.. run.Gates()];
        return run.Verdict switch
        {
            Verdict.Failed => $"Step '{run.Steps.First(step => step.Status == StepStatus.Failed).Name}' failed",
            Verdict.Cancelled => "The run was cancelled",
            Verdict.GateNotMet => $"{gates.Count(gate => !gate.Passed)} of {Gates(gates.Length)} not met",
            _ when gates.Length > 0 => $"{(gates.Length == 1 ? "The gate is" : $"All {gates.Length} gates are")} met",
            _ => "Every step is done; no gate was judged",
        };
    }

    private static string Gates(int count) => count == 1 ? "1 gate is" : $"{count} gates are";
}
