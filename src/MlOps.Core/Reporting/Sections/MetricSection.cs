using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>What evaluate steps measured, beside the champion where there is one; then the same for each label.</summary>
internal static class MetricSection
{
    public static ReportSection Of(RunResult run) =>
        new("Metrics", [.. SideBySide(run), .. StepBlocks.Of(run, result => result.Drift is null ? result.Evaluation : null, Blocks)]);

    /// <summary>What a metric counts, by its name in results.</summary>
    public static MetricUnit UnitOf(string name) => MetricName.TryParse(name, out var parsed, out _) ? parsed.Metric.Unit : MetricUnit.None;

    private static IEnumerable<ReportBlock> Blocks(Evaluation evaluation)
    {
        var champion = evaluation.Champion is { NotScored: null } scored ? scored : null;
        yield return new ReportBlock.Paragraph(evaluation.Source is { } source ? Read(source, evaluation.Champion) : [Measured(evaluation), .. Champion(evaluation.Champion)]);
        yield return Table(evaluation, champion);
        if (PerLabel(evaluation) is { Rows.Count: > 0 } labels)
        {
            yield return labels;
        }
    }

    // the metrics of several evaluations in one table
    private static IEnumerable<ReportBlock> SideBySide(RunResult run)
    {
        var judged = run.Steps.Where(step => step.Result?.Evaluation is not null).Select(step => (step.Name, step.Result!.Evaluation!.Metrics)).ToList();
        if (judged.Count > 1)
        {
            var names = judged.SelectMany(step => step.Metrics.Keys).Where(name => Label(name) is null).Distinct();
            yield return new ReportBlock.Table(
                "Metrics of every evaluation",
                [new("Metric"), .. judged.Select(step => new ReportColumn(ReportText.Code(step.Name), IsNumber: true))],
                [.. names.Select(name => (IReadOnlyList<ReportText>)[ReportText.Code(name), .. judged.Select(step => Cell(step.Metrics, name))])]);
        }

        static ReportText Cell(IReadOnlyDictionary<string, double?> metrics, string name) =>
            metrics.GetValueOrDefault(name) is { } value ? MetricText.Of(value, UnitOf(name)) : "";
    }

    private static ReportText[] Read(string source, ChampionScore? champion) =>
        ["Read from ", ReportText.Code(source), .. (ReportText[])(champion is null ? [] : ["; the champion's from ", ReportText.Code(champion.Model)]), "."];

    private static ReportText Measured(Evaluation evaluation) =>
        $"Measured on {Quantity.Count(evaluation.Rows)} test rows{(evaluation.LatencySetting is { } setting ? $"; latency with {setting}" : "")}. Intervals hold 95 % of 1,000 bootstrap resamples.";

    private static ReportText[] Champion(ChampionScore? champion) => champion switch
    {
        null => [],
        { NotScored: { } why } => [$" The champion is version {champion.Version} of ", ReportText.Code(champion.Model), $". It could not be scored: {why}."],
        _ => [$" The champion is version {champion.Version} of ", ReportText.Code(champion.Model), $", scored again on the same rows{Chance(champion)}."],
    };

    private static string Chance(ChampionScore champion) => champion.McNemar is { } chance
        ? $"; chance alone makes such a difference in accuracy with probability {MetricText.Of(chance, MetricUnit.None)} (McNemar's test)"
        : "";

    private static ReportBlock.Table Table(Evaluation evaluation, ChampionScore? champion)
    {
        ReportColumn[] interval = evaluation.Source is null ? [new("95 % interval", IsNumber: true)] : [];
        ReportColumn[] comparison = champion is null ? [] : [new("Champion", IsNumber: true), new("Difference", IsNumber: true), .. interval];
        return new(
            "Metrics of the candidate",
            [new("Metric"), new("Value", IsNumber: true), .. interval, .. comparison],
            [.. evaluation.Metrics.Where(metric => Label(metric.Key) is null).Select(metric => Row(metric.Key, metric.Value, evaluation, champion))]);
    }

    private static IReadOnlyList<ReportText> Row(string name, double? value, Evaluation evaluation, ChampionScore? champion)
    {
        var unit = UnitOf(name);
        var known = champion?.Metrics.GetValueOrDefault(name);
        ReportText[] comparison = champion is null
            ? []
            : [
                known is null ? "" : MetricText.Of(known, unit),
                value is { } mine && known is { } theirs ? Quantity.Difference(mine - theirs, unit) : "",
                .. Between(champion.Differences, low => Quantity.Difference(low, unit)),
            ];
        return
        [
            ReportText.Code(name),
            value is null ? ReportText.Muted("undefined") : MetricText.Of(value, unit),
            .. Between(evaluation.Intervals, low => MetricText.Of(low, unit)),
            .. comparison,
        ];

        // metrics out of a file have no column of intervals
        ReportText[] Between(IReadOnlyDictionary<string, Interval> intervals, Func<double, string> text) =>
            evaluation.Source is not null ? []
            : intervals.TryGetValue(name, out var interval) ? [$"{text(interval.Low)} to {text(interval.High)}"]
            : [""];
    }

    private static ReportBlock.Table PerLabel(Evaluation evaluation)
    {
        string[] families = [.. evaluation.Metrics.Keys.Select(Label).OfType<(string Family, string Label)>().Where(name => evaluation.Labels.Contains(name.Label)).Select(name => name.Family).Distinct()];
        return new(
            "Metrics of each label",
            [new("Label"), .. families.Select(family => new ReportColumn(ReportText.Code(family), IsNumber: true))],
            [
                .. evaluation.Labels
                    .Where(label => families.Any(family => evaluation.Metrics.ContainsKey(MetricName.ForLabel(family, label))))
                    .Take(ReportBlock.Table.MaxRows)
                    .Select(label => (IReadOnlyList<ReportText>)[ReportText.Code(label), .. families.Select(family => Value(evaluation, family, label))]),
            ]);
    }

    private static ReportText Value(Evaluation evaluation, string family, string label) =>
        evaluation.Metrics.TryGetValue(MetricName.ForLabel(family, label), out var value) ? MetricText.Of(value, UnitOf(family)) : "";

    private static (string Family, string Label)? Label(string name) =>
        MetricName.TryParse(name, out var parsed, out _) && parsed.Label is { } label ? (parsed.Metric.Name, label) : null;
}
