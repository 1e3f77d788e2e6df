using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Steps.Preprocess;

namespace MlOps.Inference.Evaluate;

/// <summary>Texts or pictures with their labels.</summary>
internal sealed class LabelledRows : TestRows
{
    private readonly IReadOnlyList<string> _names;
    private readonly int[][] _labels;
    private readonly bool _multiLabel;

    /// <summary>Finds each row's labels among those of the candidate.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="pictures">Finds their pictures; null where rows are texts.</param>
    /// <param name="labels">[C], the candidate's label names.</param>
    /// <param name="multiLabel">True when a row may carry any number of labels.</param>
    /// <param name="location">Where the evaluate step stands.</param>
    /// <exception cref="MlOpsException">MLOPS4007: a row has a label that the model does not know.</exception>
    public LabelledRows(IReadOnlyList<PreparedRow> rows, PicturePaths? pictures, IReadOnlyList<string> labels, bool multiLabel, Location location)
        : base(rows, pictures)
    {
        (_names, _multiLabel) = (labels, multiLabel);
        var indices = labels.Select((label, index) => (label, index)).ToDictionary(pair => pair.label, pair => pair.index, StringComparer.Ordinal);
        _labels = [.. rows.Select(row => row.Labels.Select(label => indices.TryGetValue(label, out var index)
            ? index
            : throw new MlOpsException(Rules.UnknownLabel, location, $"test row {row.Row} has the label '{label}', and the model knows only {string.Join(", ", labels)}")).ToArray())];
    }

    /// <inheritdoc/>
    public override TaskScores Score(IReadOnlyList<Answer> answers, ModelDescription model)
    {
        var order = PlacesOf(_names, model.Labels);
        double[] probabilities = [.. answers.SelectMany(answer => order.Select(index => (double)((Prediction)answer).Probabilities[index]))];
        return new ClassifiedRows(_names, _multiLabel
            ? ScoredRows.MultiLabel(_names.Count, [.. _labels.SelectMany(row => Enumerable.Range(0, _names.Count).Select(row.Contains))], probabilities)
            : ScoredRows.SingleLabel(_names.Count, [.. _labels.Select(row => row[0])], probabilities));
    }

    /// <inheritdoc/>
    protected override PredictedRow Predicted(PreparedRow row, int index, Answer answer, TaskScores scored)
    {
        var classified = ((ClassifiedRows)scored).Rows;
        var predicted = Enumerable.Range(0, _names.Count).Where(label => classified.IsPredicted(index, label)).Select(label => _names[label]);
        return new(row.Row, row.Labels, [.. predicted], classified.Probabilities(index).ToArray());
    }
}
