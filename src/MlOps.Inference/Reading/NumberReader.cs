using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference.Reading;

/// <summary>Reads the numbers that a model predicts for texts.</summary>
/// <param name="description">The model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
internal sealed class NumberReader(ModelDescription description, Tokenizer tokenizer) : TaskReader
{
    private readonly TextUnits _units = new(description, tokenizer);

    /// <inheritdoc/>
    public override IReadOnlyList<Unit> Encode(RowInput row) => _units.Of(row);

    /// <inheritdoc/>
    public override Answer Read(Unit unit, UnitOutput output) => new NumbersAnswer(output.Logits.ToArray());

    /// <inheritdoc/>
    public override Answer Combine(RowInput row, IReadOnlyList<Answer> units) => units.Count == 1
        ? units[0]
        : new NumbersAnswer(Pooled.Of([.. units.Select(unit => ((NumbersAnswer)unit).Values.ToArray())], description.Windows!.Pool));
}
