using MlOps.Metrics;
using MlOps.Metrics.Fairness;
using MlOps.Metrics.Gates;

namespace MlOps.Inference.Evaluate;

/// <summary>Measures how a model treats groups of the test rows, and what its answers do when terms are swapped.</summary>
/// <param name="spec">What is asked for.</param>
/// <param name="rows">The test rows.</param>
/// <param name="seed">Seed of the resamples.</param>
internal sealed class FairnessScorer(EvaluateSpec spec, TestRows rows, int seed)
{
    /// <summary>The measures of every label and column that <c>fairness</c> or a gate names; none for models that give no labels.</summary>
    /// <param name="scored">The rows as the model scores them.</param>
    public IReadOnlyList<FairnessScore> Groups(TaskScores scored)
    {
        var asked = (spec.Fairness is { } fairness ? fairness.Groups.Select(group => (Positive: fairness.Positive.Value, Column: group.Value)) : [])
            .Concat(spec.Measured.OfType<SliceTerm>()
                .Where(term => FairnessMeasure.AllRates.Contains(term.Metric.Metric.Name))
                .Select(term => (Positive: term.Metric.Label!, term.Column)))
            .Distinct();
        return scored is ClassifiedRows { Rows: var classified }
            ? [.. asked.Select(pair => FairnessScore.Of(scored.Labels, classified, pair.Positive, pair.Column, rows.GroupsOf(pair.Column), seed))]
            : [];
    }

    /// <summary>Swaps the terms of every list with pairs, and predicts again the rows whose text changes; none for models that classify no texts.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="answers">What it says of the rows as they are.</param>
    /// <param name="ct">Stops between two batches.</param>
    public IReadOnlyList<CounterfactualScore> Swaps(Predictor predictor, IReadOnlyList<Answer> answers, CancellationToken ct) =>
        predictor.Description.Pictures is not null || answers[0] is not Prediction
            ? []
            : [.. rows.Lists.Where(list => list.HasPairs).Select(list => Swap(list, predictor, answers, ct))];

    private CounterfactualScore Swap(TermList list, Predictor predictor, IReadOnlyList<Answer> answers, CancellationToken ct)
    {
        var changed = rows.Inputs
            .Select((row, place) => (Place: place, Before: row, After: row with { Text = list.Swap(row.Text), Pair = row.Pair is { } pair ? list.Swap(pair) : null }))
            .Where(row => row.Before != row.After)
            .ToList();
        var after = predictor.Predict([.. changed.Select(row => row.After)], ct);
        var multiLabel = predictor.Description.MultiLabel;
        return CounterfactualScore.Of(
            list.Name,
            [.. changed.Zip(after, (row, answer) => Compare(((Prediction)answers[row.Place]).Probabilities, ((Prediction)answer).Probabilities, multiLabel))],
            seed);
    }

    // of a multi-label row the label counts that moves most
    private static (bool Flips, double Shift) Compare(float[] before, float[] after, bool multiLabel)
    {
        if (multiLabel)
        {
            var flips = before.Zip(after).Any(label => label.First >= ScoredRows.Threshold != label.Second >= ScoredRows.Threshold);
            return (flips, before.Zip(after, (first, second) => (double)Math.Abs(first - second)).Max());
        }

        var given = Array.IndexOf(before, before.Max());
        return (given != Array.IndexOf(after, after.Max()), Math.Abs((double)before[given] - after[given]));
    }
}
