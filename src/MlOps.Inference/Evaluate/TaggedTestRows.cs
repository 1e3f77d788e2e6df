using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Metrics.Entities;
using MlOps.Models;
using MlOps.Steps;

namespace MlOps.Inference.Evaluate;

/// <summary>Words with the tags that are true of them. A tag that the model does not know counts as one that it cannot find.</summary>
/// <param name="rows">At least one row.</param>
/// <param name="tags">The candidate's tags.</param>
/// <param name="location">Where the evaluate step stands.</param>
internal sealed class TaggedTestRows(IReadOnlyList<PreparedRow> rows, IReadOnlyList<string> tags, Location location) : TestRows(rows, null)
{
    private readonly IReadOnlyList<string>[] _actual = [.. rows.Select(row => row.Tags
        ?? throw new MlOpsException(Rules.UnknownLabel, location, $"test row {row.Row} has no tags, which the model predicts"))];

    /// <inheritdoc/>
    public override TaskScores Score(IReadOnlyList<Answer> answers, ModelDescription model) =>
        new TaggedRows([.. tags.Union(_actual.SelectMany(row => row))], _actual, [.. answers.Select(answer => ((TagsAnswer)answer).Tags)]);

    /// <inheritdoc/>
    protected override PredictedRow Predicted(PreparedRow row, int index, Answer answer, TaskScores scored)
    {
        var said = (TagsAnswer)answer;
        return new(row.Row, row.Tags!, said.Tags, [.. said.Probabilities.Select(probability => (double)probability)]);
    }
}
