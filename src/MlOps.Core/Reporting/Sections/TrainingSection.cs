using System.Globalization;
using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Running;
using MlOps.Steps;

namespace MlOps.Reporting.Sections;

/// <summary>How training went, epoch by epoch and as a curve.</summary>
internal static class TrainingSection
{
    public static ReportSection Of(RunResult run) =>
        new("Training", StepBlocks.Of(run, result => result.Training, Blocks));

    private static IEnumerable<ReportBlock> Blocks(TrainingHistory training)
    {
        yield return new ReportBlock.Paragraph(
        [
            ReportText.Code(training.Base),
            string.Create(CultureInfo.InvariantCulture, $" ({training.Family}), {training.Parameters:N0} parameters, trained in {training.Precision} on {training.Device} with {training.Threads} {(training.Threads == 1 ? "thread" : "threads")}. The weights of epoch {training.BestEpoch} were kept, the best by validation {training.BestBy}. "),
            string.Create(CultureInfo.InvariantCulture, $"The exported model differs from the trained one by at most {training.ExportDifference:0.0e+0} in a logit, on {training.ExportRows:N0} rows."),
        ]);
        if (Curve(training) is { Series.Count: > 0 } curve)
        {
            yield return curve;
        }

        yield return Epochs(training);
        foreach (var note in training.Notes)
        {
            yield return new ReportBlock.Paragraph([$"Note: {note}."]);
        }
    }

    private static ReportBlock.Chart Curve(TrainingHistory training)
    {
        var last = training.Loss.Count > 0 ? training.Loss[^1].Step : training.Epochs.Count;
        ChartSeries[] series =
        [
            new("training loss", [.. training.Loss.Select(point => ((double)point.Step, point.Loss)).Where(point => double.IsFinite(point.Loss))]),
            new("validation loss", [.. training.Epochs.Where(epoch => epoch.ValidationLoss is not null).Select(epoch => ((double)epoch.Epoch * last / training.Epochs.Count, epoch.ValidationLoss!.Value))]),
        ];
        return new("Loss in nats", "optimizer step", [.. series.Where(one => one.Points.Count > 0)]);
    }

    private static ReportBlock.Table Epochs(TrainingHistory training)
    {
        string[] metrics = [.. training.Epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct().OrderBy(metric => metric == training.BestBy ? 0 : 1)];
        return new(
            "Epochs; metrics are those of the validation rows",
            [
                new("Epoch", IsNumber: true),
                new("Training loss", IsNumber: true),
                new("Validation loss", IsNumber: true),
                .. metrics.Select(metric => new ReportColumn(ReportText.Code(metric), IsNumber: true)),
                new("Learning rate", IsNumber: true),
                new("Time", IsNumber: true),
                new("Rows a second", IsNumber: true),
            ],
            [.. training.Epochs.Take(ReportBlock.Table.MaxRows).Select(epoch => Row(epoch, metrics, epoch.Epoch == training.BestEpoch))]);
    }

    private static IReadOnlyList<ReportText> Row(EpochRecord epoch, string[] metrics, bool isBest) =>
    [
        new(epoch.Epoch.ToString(CultureInfo.InvariantCulture) + (isBest ? " (kept)" : ""), isBest ? TextKind.Good : TextKind.Plain),
        MetricText.Of(epoch.TrainLoss, MetricUnit.None),
        MetricText.Of(epoch.ValidationLoss, MetricUnit.None),
        .. metrics.Select(metric => (ReportText)MetricText.Of(epoch.Metrics.GetValueOrDefault(metric), MetricSection.UnitOf(metric))),
        epoch.LearningRate.ToString("0.0e+0;-0.0e+0;0", CultureInfo.InvariantCulture),
        Quantity.Duration(epoch.Seconds),
        epoch.SamplesPerSecond.ToString("N0", CultureInfo.InvariantCulture),
    ];
}
