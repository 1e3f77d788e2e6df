using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>Which labels were taken for which: the whole matrix, or the most frequent mistakes where it is too wide to read.</summary>
public static class ConfusionSection
{
    private const int WidestMatrix = 12;
    private const int Mistakes = 20;

    /// <summary>The section of a run.</summary>
    /// <param name="run">The run.</param>
    public static ReportSection Of(RunResult run) => new(
        "Confusion matrix",
        StepBlocks.Of(
            run,
            result => result.Evaluation is { Confusion.Count: > 0 } evaluation ? evaluation : null,
            evaluation => [Table(evaluation)]));

    /// <summary>The table of one evaluation.</summary>
    /// <param name="evaluation">Has a confusion matrix.</param>
    public static ReportBlock.Table Table(Evaluation evaluation) => evaluation.Labels.Count <= WidestMatrix ? Matrix(evaluation) : Worst(evaluation);

    private static ReportBlock.Table Matrix(Evaluation evaluation) => new(
        "Test rows by true label (down) and predicted label (across)",
        [new("True ↓ predicted →"), .. evaluation.Labels.Select(label => new ReportColumn(ReportText.Code(label), IsNumber: true))],
        [.. evaluation.Confusion.Select((row, truth) => (IReadOnlyList<ReportText>)[ReportText.Code(evaluation.Labels[truth]), .. row.Select((count, predicted) => Cell(count, row.Sum(), predicted == truth))])]);

    private static ReportText Cell(long count, long total, bool right) =>
        new(Quantity.Count(count), count == 0 ? TextKind.Muted : right ? TextKind.Good : TextKind.Bad) { Shade = total == 0 ? 0 : (double)count / total };

    private static ReportBlock.Table Worst(Evaluation evaluation)
    {
        var mistakes =
            from truth in Enumerable.Range(0, evaluation.Labels.Count)
            from predicted in Enumerable.Range(0, evaluation.Labels.Count)
            let count = evaluation.Confusion[truth][predicted]
            where truth != predicted && count > 0
            orderby count descending
            select (IReadOnlyList<ReportText>)
            [
                ReportText.Code(evaluation.Labels[truth]),
                ReportText.Code(evaluation.Labels[predicted]),
                Quantity.Count(count),
                Quantity.Share(count, evaluation.Confusion[truth].Sum()),
            ];
        return new(
            "The most frequent mistakes",
            [new("True label"), new("Predicted label"), new("Rows", IsNumber: true), new("Of the true label", IsNumber: true)],
            [.. mistakes.Take(Mistakes)]);
    }
}
