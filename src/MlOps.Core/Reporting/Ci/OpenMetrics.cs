using System.Globalization;
using System.Text;
using MlOps.Metrics;
using MlOps.Running;

namespace MlOps.Reporting.Ci;

/// <summary>Writes the metrics of a run as OpenMetrics text, which GitLab compares between branches and Prometheus reads.</summary>
/// <remarks>RFC draft "OpenMetrics", the text format. Every metric is a gauge.</remarks>
public static class OpenMetrics
{
    /// <summary>Writes the metrics that have a value.</summary>
    /// <param name="run">The run.</param>
    public static string Write(RunResult run)
    {
        var text = new StringBuilder();
        foreach (var family in run.Metrics().Where(metric => metric.Value is not null).Select(metric => Sample(run, metric.Key, metric.Value!.Value)).GroupBy(sample => sample.Name))
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Key} gauge\n");
            _ = text.AppendJoin("", family.Select(sample => $"{sample.Name}{{{sample.Labels}}} {sample.Value}\n"));
        }

        return text.Append("# EOF\n").ToString();
    }

    // a label's own metric, f1[spam], is a sample of the family
    private static (string Name, string Labels, string Value) Sample(RunResult run, string name, double value)
    {
        var known = MetricName.TryParse(name, out var parsed, out _);
        var unit = known ? parsed.Metric.Unit : MetricUnit.None;
        var plain = known && parsed.Label is not null ? parsed.Metric.Name : name;
        var suffix = unit switch { MetricUnit.Seconds => "_seconds", MetricUnit.Bytes => "_bytes", _ => "" };
        var label = known && parsed.Label is { } text ? $",label=\"{Escape(text)}\"" : "";
        return ($"mlops_{Name(plain)}{suffix}", $"pipeline=\"{Escape(run.Pipeline)}\"{label}", Number(value));
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Name(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Escape(string text) => PlainText.Of(text, PlainText.MaxName)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);
}
