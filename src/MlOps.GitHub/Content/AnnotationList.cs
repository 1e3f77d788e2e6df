using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Reporting;
using MlOps.Running;
using MlOps.Steps;

namespace MlOps.GitHub.Content;

/// <summary>The findings of a run on their lines.</summary>
internal static class AnnotationList
{
    /// <summary>Of a run: changed gates, then gates that are not met, failures, warnings, dropped data. What is about no file of the repository is left out.</summary>
    /// <param name="run">The run.</param>
    /// <param name="paths">Where files lie in the repository.</param>
    public static IReadOnlyList<CheckAnnotation> Of(RunResult run, RepositoryPaths paths)
    {
        var gates = run.Gates().Select(gate => (Gate: gate, Finding: gate.ToDiagnostic())).Where(pair => pair.Finding is not null).ToList();
        var ofGates = gates.Select(pair => pair.Finding!).ToHashSet();
        return
        [
            .. ((IEnumerable<CheckAnnotation?>)
            [
                .. (run.GateReview?.Diagnostics() ?? []).Select(finding => Of(finding, paths)),
                .. gates.Select(pair => Of(pair.Finding!, paths) is { } annotation ? annotation with { Columns = ColumnsOf(pair.Gate) } : null),
                .. run.Diagnostics().Except(run.GateReview?.Diagnostics() ?? []).Where(finding => !ofGates.Contains(finding))
                    .OrderByDescending(finding => finding.Rule.Severity).Select(finding => Of(finding, paths)),
                .. run.Steps.Select(step => Dropped(step, paths)),
            ]).OfType<CheckAnnotation>(),
        ];
    }

    /// <summary>Of a finding; null when it is about no file of the repository.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="paths">Where files lie in the repository.</param>
    public static CheckAnnotation? Of(Diagnostic finding, RepositoryPaths paths) =>
        finding.Location.File != Location.None.File && paths.Find(finding.Location.File) is { } path
            ? new(
                path,
                Math.Max(1, finding.Location.Line),
                null,
                LevelOf(finding.Rule.Severity),
                $"{finding.Rule.Code}: {finding.Rule.Title}",
                $"{PlainText.Of(finding.Message, PlainText.MaxSentence)}\n{finding.Rule.Cure}")
            : null;

    // a gate of another revision is marked where it is missed, which is not where its text stands
    private static (int Start, int End)? ColumnsOf(GateResult gate) =>
        gate is { From: null, Location: { Line: > 0, Column: > 0 } } ? (gate.Location.Column, gate.Location.Column + gate.Text.Length) : null;

    private static AnnotationLevel LevelOf(Severity severity) => severity switch
    {
        Severity.Error => AnnotationLevel.Failure,
        Severity.Warning => AnnotationLevel.Warning,
        _ => AnnotationLevel.Notice,
    };

    private static CheckAnnotation? Dropped(StepRun step, RepositoryPaths paths)
    {
        if (step.Result?.Data is not { } card || card.Dropped.Values.Sum() is not (> 0 and var dropped) || paths.Find(step.Location.File) is not { } path)
        {
            return null;
        }

        var reasons = card.Dropped.Where(count => count.Value > 0).Select(count => $"{Quantity.Count(count.Value)} {PlainText.Of(count.Key, PlainText.MaxName)}");
        return new(
            path,
            Math.Max(1, step.Location.Line),
            null,
            AnnotationLevel.Warning,
            "Dropped data",
            $"{Quantity.Count(dropped)} of {Quantity.Count(card.RowsRead)} rows ({Quantity.Share(dropped, card.RowsRead)}) were dropped: {string.Join(", ", reasons)}.");
    }
}
