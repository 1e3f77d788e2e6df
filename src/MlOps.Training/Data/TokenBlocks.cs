using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Training.Data;

/// <summary>Blocks of tokens, each to be guessed from those before it.</summary>
/// <param name="blocks">The rows; of a block's first token nothing is asked.</param>
/// <param name="paddingId">Vocabulary index of the padding token.</param>
public sealed class TokenBlocks(IReadOnlyList<EncodedText> blocks, int paddingId) : TextSet(paddingId)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<EncodedText> Texts => blocks;

    /// <inheritdoc/>
    protected override Batch Make(int[] rows, TokenBatch tokens, int epoch)
    {
        var targets = tokens.InputIds.Zip(tokens.AttentionMask, (id, mask) => mask == 1 ? id : Targets.Ignored).ToArray();
        return new(
            rows,
            ModelInputs.Of(tokens),
            Targets.Of(targets, tokens.Rows, tokens.Length),
            rows.Sum(row => blocks[row].Length - 1));
    }
}
