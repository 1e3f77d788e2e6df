using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Inference.Evaluate;

/// <summary>The rows that models are judged on.</summary>
internal sealed class TestRows
{
    private readonly IReadOnlyList<PreparedRow> _rows;
    private readonly int[][] _labels;
    private readonly bool _multiLabel;

    /// <summary>Finds each row's labels among those of the candidate.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="labels">[C], the candidate's label names.</param>
    /// <param name="multiLabel">True when a row may carry any number of labels.</param>
    /// <param name="location">Where the evaluate step stands.</param>
    /// <exception cref="MlOpsException">MLOPS4007: a row has a label that the model does not know.</exception>
    public TestRows(IReadOnlyList<PreparedRow> rows, IReadOnlyList<string> labels, bool multiLabel, Location location)
    {
        (_rows, Labels, _multiLabel) = (rows, labels, multiLabel);
        var indices = labels.Select((label, index) => (label, index)).ToDictionary(pair => pair.label, pair => pair.index, StringComparer.Ordinal);
        _labels = [.. rows.Select(row => row.Labels.Select(label => indices.TryGetValue(label, out var index)
            ? index
            : throw new MlOpsException(Rules.UnknownLabel, location, $"test row {row.Row} has the label '{label}', and the model knows only {string.Join(", ", labels)}")).ToArray())];
    }

    /// <summary>[C], the candidate's label names.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The texts, as the preprocess step prepared them.</summary>
    public IReadOnlyList<string> Texts => [.. _rows.Select(row => row.Text)];

    /// <summary>Puts a model's predictions beside what is true.</summary>
    /// <param name="predictions">One a row, in their order.</param>
    /// <param name="labels">The model's label names in its own order; the same set as <see cref="Labels"/>.</param>
    public ScoredRows Score(IReadOnlyList<Prediction> predictions, IReadOnlyList<string> labels)
    {
        var order = Labels.Select(label => IndexOf(labels, label)).ToArray();
        double[] probabilities = [.. predictions.SelectMany(prediction => order.Select(index => (double)prediction.Probabilities[index]))];
        return _multiLabel
            ? ScoredRows.MultiLabel(Labels.Count, [.. _labels.SelectMany(IsTrue)], probabilities)
            : ScoredRows.SingleLabel(Labels.Count, [.. _labels.Select(row => row[0])], probabilities);
    }

    /// <summary>The metrics of a model for each value of some columns.</summary>
    /// <param name="scored">The rows as the model scores them.</param>
    /// <param name="columns">The columns, in the order in which the slices come; values come in ordinal order.</param>
    /// <param name="selection">The metrics to keep.</param>
    public IReadOnlyList<SliceScore> Slice(ScoredRows scored, IEnumerable<SpecText> columns, MetricSelection selection) =>
    [
        .. columns.Select(column => column.Value).SelectMany(column => Enumerable.Range(0, _rows.Count)
            .GroupBy(row => _rows[row].Columns.GetValueOrDefault(column, ""), StringComparer.Ordinal)
            .OrderBy(slice => slice.Key, StringComparer.Ordinal)
            .Select(slice => new SliceScore(column, slice.Key, slice.Count(), selection.OfSlice(ClassificationScores.ComputeSlice(Labels, scored.Select([.. slice])))))),
    ];

    /// <summary>What a model says of each row, for the file of predictions.</summary>
    /// <param name="scored">The rows as the model scores them.</param>
    public IEnumerable<PredictedRow> Predicted(ScoredRows scored)
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            var predicted = Enumerable.Range(0, Labels.Count).Where(label => scored.IsPredicted(row, label)).Select(label => Labels[label]);
            yield return new(_rows[row].Row, _rows[row].Labels, [.. predicted], scored.Probabilities(row).ToArray());
        }
    }

    private IEnumerable<bool> IsTrue(int[] labels) => Enumerable.Range(0, Labels.Count).Select(label => labels.Contains(label));

    private static int IndexOf(IReadOnlyList<string> labels, string label)
    {
        for (var index = 0; index < labels.Count; index++)
        {
            if (labels[index] == label)
            {
                return index;
            }
        }

        throw new ArgumentException($"the model does not know the label '{label}'", nameof(labels));
    }
}
