using System.Globalization;
using System.Text;

namespace MlOps.Serving.Metrics;

/// <summary>Writes metrics in Prometheus's text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    /// <summary>The format's content type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a metric.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">counter, gauge or histogram.</param>
    /// <param name="help">What it is, with its unit.</param>
    public void Begin(string name, string type, string help) =>
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    /// <summary>Writes a value.</summary>
    /// <param name="name">The metric, or a series of it.</param>
    /// <param name="value">The value.</param>
    /// <param name="labels">Names and values.</param>
    public void Add(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _ = _text.Append(name);
        var before = '{';
        foreach (var (label, content) in labels)
        {
            _ = _text.Append(before).Append(label).Append("=\"").Append(content.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
            before = ',';
        }

        _ = _text.Append(labels.IsEmpty ? "" : "}").Append(CultureInfo.InvariantCulture, $" {value}\n");
    }

    /// <summary>Writes the series of a histogram.</summary>
    /// <param name="name">The metric.</param>
    /// <param name="histogram">Its values.</param>
    /// <param name="labels">Names and values.</param>
    public void Add(string name, Histogram histogram, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var counts = histogram.Counts();
        var below = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            below += counts[bucket];
            var bound = bucket < histogram.Bounds.Count ? histogram.Bounds[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Add($"{name}_bucket", below, [.. labels, ("le", bound)]);
        }

        Add($"{name}_sum", histogram.Sum, labels);
        Add($"{name}_count", below, labels);
    }

    /// <summary>Everything that was written.</summary>
    public override string ToString() => _text.ToString();
}
