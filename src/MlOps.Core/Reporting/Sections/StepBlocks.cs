using MlOps.Reporting.Content;
using MlOps.Running;
using MlOps.Steps;

namespace MlOps.Reporting.Sections;

/// <summary>What a section shows of each step; where several steps have something to show, each under its name.</summary>
internal static class StepBlocks
{
    /// <summary>The blocks of all steps, in the order of the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="part">What of a step's result is shown; null where it has none.</param>
    /// <param name="blocks">Shows it.</param>
    public static IReadOnlyList<ReportBlock> Of<T>(RunResult run, Func<StepResult, T?> part, Func<T, IEnumerable<ReportBlock>> blocks)
        where T : class
    {
        var shown = run.Steps
            .Select(step => (step.Name, Part: step.Result is { } result ? part(result) : null))
            .Where(step => step.Part is not null)
            .ToList();
        return [.. shown.SelectMany(step => Heading(step.Name, shown.Count).Concat(blocks(step.Part!)))];
    }

    private static IEnumerable<ReportBlock> Heading(string step, int steps) =>
        steps > 1 ? [new ReportBlock.Paragraph(["Step ", ReportText.Code(step)])] : [];
}
