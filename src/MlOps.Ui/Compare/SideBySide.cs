using MlOps.Metrics;
using MlOps.Reporting;
using MlOps.Reporting.Content;
using MlOps.Reporting.Sections;
using MlOps.Ui.Markup;
using MlOps.Ui.Runs;

namespace MlOps.Ui.Compare;

/// <summary>What two to four runs or versions have in common and where they differ, each in a column.</summary>
/// <param name="items">The runs and versions.</param>
internal sealed class SideBySide(IReadOnlyList<ComparedItem> items)
{
    /// <summary>What was measured on the test rows, the best value of each metric marked.</summary>
    public ReportSection Metrics() => new("Metrics", MetricTable("Metrics; the best value of each is marked", name => !IsOfTraining(name)));

    /// <summary>What was measured on the way there.</summary>
    public ReportSection Training() => new("Preparation and training", MetricTable("Values of the steps before the evaluation", IsOfTraining));

    /// <summary>What the steps depend on and is not the same.</summary>
    public ReportSection Settings()
    {
        string[] names = [.. items.SelectMany(item => item.Settings.Keys).Distinct().Where(name => items.Select(item => item.Settings.GetValueOrDefault(name)).Distinct().Count() > 1)];
        return new("Settings that differ", names.Length == 0
            ? [new ReportBlock.Paragraph([items.All(item => item.Settings.Count <= 1) ? "The settings are not known any more: the outputs of the steps were removed." : "None: the same settings and inputs."])]
            : Table("Settings and inputs that are not the same", [new("Setting"), .. Columns(isNumber: false)], names.Select(SettingRow)));
    }

    /// <summary>Metrics of the slices that more than one has.</summary>
    public ReportSection Slices() => new("Slices",
    [
        .. items.SelectMany(item => item.Evaluation?.Slices ?? []).Select(slice => slice.Column).Distinct().SelectMany(SlicesOf),
    ]);

    /// <summary>The curves of training, one over the other.</summary>
    public Html Curves() => CurveCharts.Over([.. items.Select(item => (item.Name, item.Curves))]) is { Count: > 0 } charts
        ? Parts.Section("curves", "Curves", CurveCharts.Beside(charts))
        : Html.Empty;

    /// <summary>The confusion matrices beside each other.</summary>
    public Html Confusions()
    {
        var matrices = items.Where(item => item.Evaluation is { Confusion.Count: > 0 }).ToList();
        return matrices.Count == 0
            ? Html.Empty
            : Parts.Section("confusion", "Confusion matrices", Html.Of($"""
                <div class="columns">{matrices.Select(item => Html.Of($"""<div><h3>{item.Name}</h3>{Html.Blocks([Matrix(item)])}</div>"""))}</div>
                """));
    }

    private static ReportBlock.Table Matrix(ComparedItem item)
    {
        var table = ConfusionSection.Table(item.Evaluation!);
        return table with { Caption = $"{table.Caption}: {item.Name}" };
    }

    // what the catalogue does not know is a count of a preparation
    private static bool IsOfTraining(string metric) => !MetricName.TryParse(metric, out var name, out _) || name.Metric.Source == MetricSource.Training;

    private IReadOnlyList<ReportBlock> MetricTable(string caption, Func<string, bool> belongs) => Table(
        caption, [new("Metric"), .. Columns(isNumber: true)], items.SelectMany(item => item.Metrics.Keys).Distinct().Where(belongs).Select(MetricRow));

    private IEnumerable<ReportColumn> Columns(bool isNumber) => items.Select(item => new ReportColumn(item.Name, isNumber));

    private static IReadOnlyList<ReportBlock> Table(string caption, IReadOnlyList<ReportColumn> columns, IEnumerable<IReadOnlyList<ReportText>> rows) =>
        rows.ToList() is { Count: > 0 } all ? [new ReportBlock.Table(caption, columns, all)] : [];

    private IReadOnlyList<ReportText> MetricRow(string metric)
    {
        double?[] values = [.. items.Select(item => item.Metrics.GetValueOrDefault(metric))];
        return [ReportText.Code(metric), .. Marked(metric, values)];
    }

    private IReadOnlyList<ReportText> SettingRow(string name) =>
        [name, .. items.Select(item => item.Settings.TryGetValue(name, out var value) ? ReportText.Code(value) : ReportText.Muted("none"))];

    private IEnumerable<ReportBlock> SlicesOf(string column)
    {
        var slices = items.Select(item => (item.Evaluation?.Slices ?? []).Where(slice => slice.Column == column).ToDictionary(slice => slice.Value, StringComparer.Ordinal)).ToList();
        var metrics = slices.SelectMany(values => values.Values).SelectMany(slice => slice.Metrics.Keys).Distinct();
        return metrics.SelectMany(metric => Table(
            $"{metric} by {column}",
            [new(ReportText.Code(column)), new("Rows", IsNumber: true), .. Columns(isNumber: true)],
            slices.SelectMany(values => values.Keys).Distinct().Order(StringComparer.Ordinal).Take(ReportBlock.Table.MaxRows).Select(value => (IReadOnlyList<ReportText>)
            [
                ReportText.Code(value),
                Quantity.Count(slices.Max(values => values.GetValueOrDefault(value)?.Rows ?? 0)),
                .. Marked(metric, [.. slices.Select(values => values.GetValueOrDefault(value)?.Metrics.GetValueOrDefault(metric))]),
            ])));
    }

    private static IEnumerable<ReportText> Marked(string metric, double?[] values)
    {
        var best = Parts.HigherIsBetter(metric) ? values.Max() : values.Min();
        var differ = values.Distinct().Count() > 1 && !IsOfTraining(metric);
        return values.Select(value => value is null
            ? ReportText.Muted("undefined")
            : new ReportText(Parts.Value(metric, value), differ && value.Equals(best) ? TextKind.Good : TextKind.Plain));
    }
}
