using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference.Reading;

/// <summary>Reads the labels of texts. The windows of a long text are pooled before probabilities are made.</summary>
/// <param name="description">The model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
internal sealed class LabelReader(ModelDescription description, Tokenizer tokenizer) : TaskReader
{
    private readonly TextEncoder _encoder = new(tokenizer, description.MaxTokens, description.Windows);

    /// <inheritdoc/>
    public override IReadOnlyList<Unit> Encode(RowInput row) =>
        [.. _encoder.Encode(row.Text, row.Pair).Select(text => new Unit { Tokens = text })];

    /// <inheritdoc/>
    public override Answer Read(Unit unit, UnitOutput output) => new Prediction(output.Logits.ToArray(), output.Probabilities.ToArray());

    /// <inheritdoc/>
    public override Answer Combine(RowInput row, IReadOnlyList<Answer> units)
    {
        if (units.Count == 1)
        {
            return units[0];
        }

        var logits = Pooled.Of([.. units.Select(unit => ((Prediction)unit).Logits)], description.Windows!.Pool);
        return new Prediction(logits, description.MultiLabel ? Array.ConvertAll(logits, logit => 1 / (1 + MathF.Exp(-logit))) : Softmax(logits));
    }

    private static float[] Softmax(float[] logits)
    {
        var highest = logits.Max();
        var weights = Array.ConvertAll(logits, logit => MathF.Exp(logit - highest));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
