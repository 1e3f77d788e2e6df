namespace MlOps.Metrics.Language;

/// <summary>The scores of a language model.</summary>
/// <param name="scores">[N], how each row was guessed.</param>
/// <remarks>Jurafsky, Martin 2025, "Speech and Language Processing", section 3.3: perplexity is exp of the mean cross-entropy of a token.</remarks>
public sealed class LanguageRows(IReadOnlyList<TokenScore> scores) : TaskScores
{
    private static readonly string[] Metrics = ["perplexity", "token-accuracy", "bits-per-byte"];

    /// <inheritdoc/>
    public override int Count => scores.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => [];

    /// <summary>How each row was guessed.</summary>
    public IReadOnlyList<TokenScore> Rows => scores;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> Compute() => ComputeSlice([.. Enumerable.Range(0, Count)]);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> ComputeSlice(IReadOnlyCollection<int> rows) =>
        Metrics.Zip(Scores(rows)).ToDictionary(metric => metric.First, metric => double.IsNaN(metric.Second) ? (double?)null : metric.Second, StringComparer.Ordinal);

    /// <inheritdoc/>
    internal override ResampledScores Resample() => new Resampled(this);

    private double[] Scores(IEnumerable<int> picks)
    {
        var (loss, tokens, right, bytes) = (0.0, 0L, 0L, 0L);
        foreach (var row in picks.Select(row => scores[row]))
        {
            loss += row.Loss;
            tokens += row.Tokens;
            right += row.Right;
            bytes += row.Bytes;
        }

        return [Defined(Math.Exp(loss / tokens)), Defined((double)right / tokens), Defined(loss / Math.Log(2) / bytes)];
    }

    private static double Defined(double value) => double.IsFinite(value) ? value : double.NaN;

    private sealed class Resampled(LanguageRows rows) : ResampledScores
    {
        public override IReadOnlyList<string> Names => Metrics;

        public override double[] Compute(int[] picks) => rows.Scores(picks);
    }
}
