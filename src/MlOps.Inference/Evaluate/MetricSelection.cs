using MlOps.Metrics;

namespace MlOps.Inference.Evaluate;

/// <summary>Picks the metrics that an evaluation keeps.</summary>
/// <param name="spec">Names them, in <c>metrics</c> and in gates.</param>
internal sealed class MetricSelection(EvaluateSpec spec)
{
    private readonly HashSet<string> _families =
        [.. spec.Metrics.Where(metric => metric.Name is { Variant: null, Label: null }).Select(metric => metric.Name.Metric.Name)];

    private readonly HashSet<string> _keys =
        [.. spec.Metrics.Select(metric => metric.Name).Concat(spec.Measured.Select(term => term.Metric)).Select(name => name.Key)];

    /// <summary>The metrics that are asked for: a family with all its averages and labels, a value with a variant or label by itself.</summary>
    /// <param name="computed">Everything that was computed, without a name twice.</param>
    public IReadOnlyDictionary<string, double?> Of(params IEnumerable<IReadOnlyDictionary<string, double?>> computed) =>
        computed.SelectMany(values => values).Where(value => IsKept(value.Key)).ToDictionary(StringComparer.Ordinal);

    /// <summary>As <see cref="Of(IEnumerable{IReadOnlyDictionary{string, double?}})"/>, but a family brings its own value alone: a table has a row a slice and a column a metric.</summary>
    /// <param name="computed">Everything that was computed for a slice.</param>
    public IReadOnlyDictionary<string, double?> OfSlice(IReadOnlyDictionary<string, double?> computed) =>
        computed.Where(value => _keys.Contains(value.Key)).ToDictionary(StringComparer.Ordinal);

    /// <summary>The intervals of the metrics that are asked for.</summary>
    /// <param name="computed">Every interval.</param>
    public IReadOnlyDictionary<string, Interval> Of(IReadOnlyDictionary<string, Interval> computed) =>
        computed.Where(value => IsKept(value.Key)).ToDictionary(StringComparer.Ordinal);

    private bool IsKept(string key) => _keys.Contains(key) || _families.Contains(key[..FamilyLength(key)]) || IsOfSwaps(key);

    // lists of terms are asked for by themselves
    private static bool IsOfSwaps(string key) => key[..FamilyLength(key)] is MetricCatalogue.FlipRate or MetricCatalogue.ScoreShift;

    private static int FamilyLength(string key) => key.AsSpan().IndexOfAny('.', '[') is var end and >= 0 ? end : key.Length;
}
