using MlOps.Diagnostics;
using MlOps.Experiments;
using MlOps.Metrics;

namespace MlOps.Drift;

/// <summary>Everything that a gate of <c>monitor:</c> may name: a measure of drift such as <c>psi(length)</c>, or a number of the requests such as <c>error-rate</c>.</summary>
public static class MonitorMetrics
{
    /// <summary>Rows that the model answered.</summary>
    public const string Rows = "rows";

    /// <summary>Share of the requests that failed.</summary>
    public const string ErrorRate = "error-rate";

    /// <summary>Rows whose true label a user has told.</summary>
    public const string FeedbackRows = "feedback-rows";

    /// <summary>Share of those rows that were answered with it.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Prefix of the quantiles of the time that requests took.</summary>
    public const string Latency = "latency";

    private const string Psi = "psi";
    private const string Js = "js";
    private const string Ks = "ks";
    private const string KsP = "ks-p";

    private static readonly string[] OfNames = [Psi, Js];
    private static readonly string[] OfNumbers = [Psi, Js, Ks, KsP];

    private static readonly Metric[] OfRequests =
    [
        new(Rows, MetricUnit.None, true, MetricSource.Predictions),
        new(ErrorRate, MetricUnit.None, false, MetricSource.Predictions),
        new(FeedbackRows, MetricUnit.None, true, MetricSource.Predictions),
        new(Accuracy, MetricUnit.None, true, MetricSource.Predictions),
        .. Quantiles.Named.Select(quantile => new Metric($"{Latency}.{quantile.Name}", MetricUnit.Seconds, false, MetricSource.Predictions)),
    ];

    /// <summary>Every name, for hints and documentation.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Features.Numbers.SelectMany(feature => OfNumbers.Select(measure => Name(measure, feature))),
        .. Features.Categories.SelectMany(feature => OfNames.Select(measure => Name(measure, feature))),
        .. OfRequests.Select(metric => metric.Name),
    ];

    /// <summary>Reads a name in a gate.</summary>
    /// <param name="text">As the gate writes it.</param>
    /// <param name="name">The name, where it is one.</param>
    /// <param name="problem">What is wrong with it otherwise, with the nearest right name.</param>
    public static bool TryParse(string text, out MetricName name, out string problem)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        var isTarget = OfNumbers.Any(measure => plain.StartsWith($"{measure}({Features.Value}[", StringComparison.Ordinal) && plain.EndsWith("])", StringComparison.Ordinal));
        var metric = OfRequests.FirstOrDefault(known => known.Name == plain)
            ?? (isTarget ? Of(text) : Names.Contains(plain) ? Of(plain) : null);
        name = new(metric ?? Of(text), Variant: null, Label: null);
        problem = $"monitoring has no metric '{text}'{Hint(plain)}";
        return metric is not null;
    }

    /// <summary>The measures of features by their names.</summary>
    /// <param name="features">Features that were compared.</param>
    public static IEnumerable<KeyValuePair<string, double?>> Of(IEnumerable<FeatureDrift> features)
    {
        foreach (var drift in features)
        {
            yield return new(Name(Psi, drift.Feature), drift.Psi);
            yield return new(Name(Js, drift.Feature), drift.Js);
            if (drift.ReferenceMean is not null)
            {
                yield return new(Name(Ks, drift.Feature), drift.Ks);
                yield return new(Name(KsP, drift.Feature), drift.KsPAdjusted);
            }
        }
    }

    private static Metric Of(string name) => new(name, MetricUnit.None, HigherIsBetter: name.StartsWith(KsP, StringComparison.Ordinal), MetricSource.Predictions);

    private static string Hint(string name) => Spelling.Hint(name, Names) is { Length: > 0 } hint
        ? hint
        : $"; expected psi, js, ks or ks-p of {string.Join(", ", Features.Numbers)}, psi or js of {string.Join(", ", Features.Categories)}, or {string.Join(", ", OfRequests.Select(metric => metric.Name))}";

    private static string Name(string measure, string feature) => $"{measure}({feature})";
}
