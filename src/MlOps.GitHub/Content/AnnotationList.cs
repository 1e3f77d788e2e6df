using MlOps.Diagnostics;
using MlOps.Reporting;
using MlOps.Reporting.Ci;
using MlOps.Running;
using MlOps.Steps;

namespace MlOps.GitHub.Content;

/// <summary>The findings of a run on their lines. What is about no file of the repository is left out.</summary>
internal static class AnnotationList
{
    /// <summary>Of a run: changed gates, then gates that are not met and failures, then warnings, then dropped data.</summary>
    /// <param name="run">The run.</param>
    /// <param name="paths">Where files lie in the repository.</param>
    public static IReadOnlyList<CheckAnnotation> Of(RunResult run, RepositoryPaths paths) =>
    [
        .. Of(Annotation.Of(run, paths).OrderByDescending(one => one.Rule == Rules.GateChanged).ThenByDescending(one => one.Severity)),
        .. run.Steps.Select(step => Dropped(step, paths)).OfType<CheckAnnotation>(),
    ];

    /// <summary>Of findings because of which nothing ran.</summary>
    /// <param name="found">The findings.</param>
    /// <param name="paths">Where files lie in the repository.</param>
    public static IReadOnlyList<CheckAnnotation> Of(IEnumerable<Diagnostic> found, RepositoryPaths paths) => [.. Of(Annotation.Of(found, paths))];

    private static IEnumerable<CheckAnnotation> Of(IEnumerable<Annotation> annotations) => annotations.Where(one => IsPath(one.Path)).Select(one => new CheckAnnotation(
        one.Path!,
        Math.Max(1, one.Line),
        one is { Line: > 0, Column: > 0, EndColumn: > 0 } ? (one.Column, one.EndColumn) : null,
        LevelOf(one.Severity),
        one.Title,
        $"{one.Message}\n{one.Rule.Cure}"));

    private static CheckAnnotation? Dropped(StepRun step, RepositoryPaths paths)
    {
        if (step.Result?.Data is not { } card || card.Dropped.Values.Sum() is not (> 0 and var dropped) || paths.Of(step.Location) is not { } path || !IsPath(path))
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

    // one that GitHub refuses would take the others of its request along
    private static bool IsPath(string? path) => path is { Length: > 0 and < 1000 } && !path.Any(char.IsControl);

    private static AnnotationLevel LevelOf(Severity severity) => severity switch
    {
        Severity.Error => AnnotationLevel.Failure,
        Severity.Warning => AnnotationLevel.Warning,
        _ => AnnotationLevel.Notice,
    };
}
