using MlOps.Metrics;
using MlOps.Metrics.Fairness;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>How the model treats groups of rows.</summary>
internal static class FairnessSection
{
    public static ReportSection Of(RunResult run) => new(
        "Fairness",
        [
            .. run.Steps.SelectMany(step => step.Result?.Evaluation?.Fairness ?? []).SelectMany(Blocks),
            .. run.Steps.Select(step => step.Result?.Evaluation?.Counterfactuals ?? []).Where(scores => scores.Count > 0).Select(Swaps),
        ]);

    private static ReportBlock.Table Swaps(IReadOnlyList<CounterfactualScore> scores) => new(
        "Answers when terms are swapped",
        [
            new("Terms"),
            new("Rows", IsNumber: true),
            new(ReportText.Code(MetricCatalogue.FlipRate), IsNumber: true),
            new("95 % interval", IsNumber: true),
            new(ReportText.Code(MetricCatalogue.ScoreShift), IsNumber: true),
            new("95 % interval", IsNumber: true),
        ],
        [
            .. scores.Select(score => (IReadOnlyList<ReportText>)
            [
                ReportText.Code(score.Terms), Quantity.Count(score.Rows), Value(score.FlipRate), Between(score.FlipInterval), Value(score.ScoreShift), Between(score.ShiftInterval),
            ]),
        ]);

    private static IEnumerable<ReportBlock> Blocks(FairnessScore score)
    {
        yield return new ReportBlock.Paragraph(["How the label ", ReportText.Code(score.Positive), " is given to the groups of ", ReportText.Code(score.Column), "."]);
        yield return new ReportBlock.Table(
            $"Rates of {score.Positive} by {score.Column}",
            [new(ReportText.Code(score.Column)), new("Rows", IsNumber: true), .. FairnessMeasure.AllRates.Select(rate => new ReportColumn(ReportText.Code(rate), IsNumber: true))],
            [
                .. score.Groups.Take(ReportBlock.Table.MaxRows).Select(group => (IReadOnlyList<ReportText>)
                    [ReportText.Code(group.Group), Quantity.Count(group.Rows), .. FairnessMeasure.AllRates.Select(rate => Value(group.Rate(rate)))]),
            ]);
        yield return new ReportBlock.Table(
            $"Fairness of {score.Positive} between the groups of {score.Column}",
            [new("Measure"), new("Value", IsNumber: true), new("95 % interval", IsNumber: true)],
            [
                .. score.Measures.Select(measure => (IReadOnlyList<ReportText>)
                [
                    ReportText.Code(measure.Name),
                    Value(measure.Value),
                    Between(measure.Interval),
                ]),
            ]);
    }

    private static ReportText Between(Interval? interval) =>
        interval is null ? "" : $"{MetricText.Of(interval.Low, MetricUnit.None)} to {MetricText.Of(interval.High, MetricUnit.None)}";

    private static ReportText Value(double? value) => value is null ? ReportText.Muted("undefined") : MetricText.Of(value, MetricUnit.None);
}
