using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference.Reading;

/// <summary>Reads the numbers that a model predicts for texts.</summary>
/// <param name="description">The model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
internal sealed class NumberReader(ModelDescription description, Tokenizer tokenizer) : TaskReader
{
    private readonly TextEncoder _encoder = new(tokenizer, description.MaxTokens, description.Windows);

    /// <inheritdoc/>
    public override IReadOnlyList<Unit> Encode(RowInput row) =>
        [.. _encoder.Encode(row.Text, row.Pair).Select(text => new Unit { Tokens = text })];

    /// <inheritdoc/>
    public override Answer Read(Unit unit, UnitOutput output) => new NumbersAnswer(output.Logits.ToArray());

    /// <inheritdoc/>
    public override Answer Combine(RowInput row, IReadOnlyList<Answer> units) => units.Count == 1
        ? units[0]
        : new NumbersAnswer(Pooled.Of([.. units.Select(unit => ((NumbersAnswer)unit).Values.ToArray())], description.Windows!.Pool));
}
