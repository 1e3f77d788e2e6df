using MlOps.Inference.Evaluate;
using MlOps.Metrics;
using MlOps.Reporting.Comparison;
using MlOps.Steps;

namespace MlOps.Inference.Compare;

/// <summary>The test rows that two runs have both scored.</summary>
internal sealed class PairedRows
{
    private readonly ScoredRun _a;
    private readonly ScoredRun _b;
    private readonly IReadOnlyList<(PredictedRow A, PredictedRow B, PreparedRow Row)> _pairs;

    private PairedRows(ScoredRun a, ScoredRun b, IReadOnlyList<(PredictedRow A, PredictedRow B, PreparedRow Row)> pairs) => (_a, _b, _pairs) = (a, b, pairs);

    /// <summary>Finds the rows of one run among those of the other: by their number where both read the same data, by their text else.</summary>
    /// <param name="a">The first run.</param>
    /// <param name="b">The second run.</param>
    /// <returns>Null when they know other labels or share no row.</returns>
    public static PairedRows? Of(ScoredRun a, ScoredRun b)
    {
        if (a.MultiLabel != b.MultiLabel || !a.Labels.ToHashSet(StringComparer.Ordinal).SetEquals(b.Labels))
        {
            return null;
        }

        var sameData = a.Data == b.Data;
        string Key(PreparedRow row) => string.Join('\n', row.Labels.Order(StringComparer.Ordinal).Prepend(sameData ? $"{row.Row}" : row.Text));
        var known = a.Rows.ToLookup(row => Key(row.Row), row => row.Said, StringComparer.Ordinal);
        var pairs = b.Rows.Where(row => known.Contains(Key(row.Row))).Select(row => (known[Key(row.Row)].First(), row.Said, row.Row)).ToList();
        return pairs.Count == 0 ? null : new(a, b, pairs);
    }

    /// <summary>Tests every metric that resamples give, and accuracy exactly.</summary>
    /// <param name="seed">Seed of the resamples.</param>
    public PairedTest Test(int seed)
    {
        var (a, b) = (Score(_a.Labels, pair => pair.A), Score(_b.Labels, pair => pair.B));
        var bootstrap = Bootstrap.Run(new ClassifiedRows(_b.Labels, b), new ClassifiedRows(_b.Labels, a), seed);
        var exact = McNemar.PValue(_pairs.Count(pair => IsRight(pair.A) && !IsRight(pair.B)), _pairs.Count(pair => IsRight(pair.B) && !IsRight(pair.A)));
        return new(bootstrap.Differences, new Dictionary<string, double>(bootstrap.PValues, StringComparer.Ordinal) { [_b.MultiLabel ? "subset-accuracy" : "accuracy"] = exact });
    }

    /// <summary>Counts the rows, and lists those that changed sides.</summary>
    public RowDifference Rows()
    {
        var changed = _pairs.Where(pair => IsRight(pair.A) != IsRight(pair.B))
            .Select(pair => (IsBetter: IsRight(pair.B), Row: new ChangedRow(pair.Row.Row, pair.Row.Text, pair.Row.Labels, pair.A.Predicted, pair.B.Predicted)))
            .ToList();
        return new(
            _pairs.Count,
            _a.Rows.Count - _pairs.Count,
            _b.Rows.Count - _pairs.Count,
            _pairs.Count(pair => IsRight(pair.A) && IsRight(pair.B)),
            _pairs.Count(pair => !IsRight(pair.A) && !IsRight(pair.B)),
            [.. changed.Where(row => row.IsBetter).Select(row => row.Row)],
            [.. changed.Where(row => !row.IsBetter).Select(row => row.Row)]);
    }

    private static bool IsRight(PredictedRow row) => row.Labels.ToHashSet(StringComparer.Ordinal).SetEquals(row.Predicted);

    // both in the label order of the second run
    private ScoredRows Score(IReadOnlyList<string> labels, Func<(PredictedRow A, PredictedRow B, PreparedRow Row), PredictedRow> said)
    {
        var order = _b.Labels.Select(label => labels.TakeWhile(other => other != label).Count()).ToArray();
        double[] probabilities = [.. _pairs.SelectMany(pair => order.Select(index => said(pair).Probabilities[index]))];
        return _b.MultiLabel
            ? ScoredRows.MultiLabel(_b.Labels.Count, [.. _pairs.SelectMany(pair => _b.Labels.Select(label => pair.Row.Labels.Contains(label)))], probabilities)
            : ScoredRows.SingleLabel(_b.Labels.Count, [.. _pairs.Select(pair => _b.Labels.TakeWhile(label => label != pair.Row.Labels[0]).Count())], probabilities);
    }
}
