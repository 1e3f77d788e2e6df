using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Metrics.Regression;
using MlOps.Models;
using MlOps.Steps;

namespace MlOps.Inference.Evaluate;

/// <summary>Texts with the numbers that are true of them.</summary>
/// <param name="rows">At least one row.</param>
/// <param name="targets">[C], the names of the numbers.</param>
/// <param name="location">Where the evaluate step stands.</param>
internal sealed class NumberedRows(IReadOnlyList<PreparedRow> rows, IReadOnlyList<string> targets, Location location) : TestRows(rows, null)
{
    private readonly double[] _actual = [.. rows.SelectMany(row => row.Values is { } values && values.Count == targets.Count
        ? values
        : throw new MlOpsException(Rules.UnknownLabel, location, $"test row {row.Row} has no numbers for {string.Join(", ", targets)}, which the model predicts"))];

    /// <inheritdoc/>
    public override TaskScores Score(IReadOnlyList<Answer> answers, ModelDescription model)
    {
        var order = PlacesOf(targets, model.Labels);
        return new RegressionRows(targets, _actual, [.. answers.SelectMany(answer => order.Select(index => (double)((NumbersAnswer)answer).Values[index]))]);
    }

    /// <inheritdoc/>
    protected override PredictedRow Predicted(PreparedRow row, int index, Answer answer, TaskScores scored) =>
        new(row.Row, [], [], []) { Values = row.Values, PredictedValues = ((RegressionRows)scored).Predicted(index).ToArray() };
}
