using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Training.Data;

/// <summary>Texts with a label each, or with any number of them.</summary>
/// <param name="examples">The rows.</param>
/// <param name="labels">Number of labels, C.</param>
/// <param name="multiLabel">True when each label is decided by itself.</param>
/// <param name="paddingId">Vocabulary index of the padding token.</param>
public sealed class LabelledTexts(IReadOnlyList<Example> examples, int labels, bool multiLabel, int paddingId) : TextSet(paddingId)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<EncodedText> Texts { get; } = [.. examples.Select(example => example.Text)];

    /// <inheritdoc/>
    protected override Batch Make(int[] rows, TokenBatch tokens, int epoch) => new(
        rows,
        ModelInputs.Of(tokens),
        multiLabel
            ? Targets.Of(Indicators(rows), rows.Length, labels)
            : Targets.Of(Array.ConvertAll(rows, row => (long)examples[row].Labels[0]), rows.Length),
        rows.Length);

    private float[] Indicators(int[] rows)
    {
        var indicators = new float[rows.Length * labels];
        for (var place = 0; place < rows.Length; place++)
        {
            foreach (var label in examples[rows[place]].Labels)
            {
                indicators[(place * labels) + label] = 1;
            }
        }

        return indicators;
    }
}
