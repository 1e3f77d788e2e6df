using MlOps.Metrics;
using MlOps.Metrics.Language;
using MlOps.Models;
using MlOps.Steps;

namespace MlOps.Inference.Evaluate;

/// <summary>Texts that language models guess.</summary>
/// <param name="rows">At least one row.</param>
internal sealed class PlainRows(IReadOnlyList<PreparedRow> rows) : TestRows(rows, null)
{
    /// <inheritdoc/>
    public override TaskScores Score(IReadOnlyList<Answer> answers, ModelDescription model) =>
        new LanguageRows([.. answers.Select(answer => ((LanguageAnswer)answer).Score)]);

    /// <inheritdoc/>
    protected override PredictedRow Predicted(PreparedRow row, int index, Answer answer, TaskScores scored)
    {
        var score = ((LanguageAnswer)answer).Score;
        return new(row.Row, [], [], []) { Loss = score.Loss, Tokens = score.Tokens };
    }
}
