using MlOps.Metrics;
using MlOps.Models;
using MlOps.Reporting.Content;
using MlOps.Running;
using MlOps.Spec;

namespace MlOps.Reporting.Sections;

/// <summary>What was measured of a variant, beside the model itself.</summary>
internal static class VariantSection
{
    public static ReportSection Of(RunResult run) => new("Variants", StepBlocks.Of(run, result => result.Variant, Blocks));

    private static IEnumerable<ReportBlock> Blocks(VariantEvaluation variant)
    {
        var name = Kebab.Of(variant.Variant);
        yield return new ReportBlock.Paragraph(
        [
            ReportText.Code(variant.Variant.FileName()),
            variant.Refused is null ? new(" is registered beside the model.", TextKind.Good) : new($" was not kept: {variant.Refused}.", TextKind.Bad),
            variant.Agreement is { } agreement ? $" It gives {MetricText.Of(agreement * 100, MetricUnit.None)} % of the test rows the same answer." : "",
        ]);
        if (variant.Metrics.Count > 0)
        {
            yield return new ReportBlock.Table(
                $"Metrics in {Kebab.Of(ModelVariant.Fp32)} and {name}",
                [new("Metric"), new(Kebab.Of(ModelVariant.Fp32), IsNumber: true), new(name, IsNumber: true), new("Difference", IsNumber: true), new("95 % interval", IsNumber: true)],
                [.. variant.Metrics.Take(ReportBlock.Table.MaxRows).Select(metric => Row(metric.Key, metric.Value, variant))]);
        }
    }

    private static IReadOnlyList<ReportText> Row(string name, double? value, VariantEvaluation variant)
    {
        var unit = MetricSection.UnitOf(name);
        var before = variant.ModelMetrics.GetValueOrDefault(name);
        return
        [
            ReportText.Code(name),
            before is null ? "" : MetricText.Of(before, unit),
            value is null ? ReportText.Muted("undefined") : MetricText.Of(value, unit),
            before is { } old && value is { } now ? Quantity.Difference(now - old, unit) : "",
            variant.Intervals.TryGetValue(name, out var interval) ? $"{MetricText.Of(interval.Low, unit)} to {MetricText.Of(interval.High, unit)}" : "",
        ];
    }
}
