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

    /// <summary>
    /// Puts texts behind each other, the token that ends a text before each, and cuts the whole into blocks of one length, so that none of a batch is padding.
    /// A block begins with the last token of the one before it: every token is guessed once.
    /// </summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="texts">Texts of any length.</param>
    /// <param name="size">Tokens of a block, at least 2; the last may be shorter.</param>
    public static IReadOnlyList<EncodedText> Pack(Tokenizer tokenizer, IEnumerable<string> texts, int size)
    {
        var stream = new List<int>();
        foreach (var text in texts)
        {
            if (tokenizer.EndOfTextId is { } end)
            {
                stream.Add(end);
            }

            stream.AddRange(tokenizer.Encode(text).Ids);
        }

        var blocks = new List<EncodedText>();
        for (var start = 0; start < stream.Count - 1; start += size - 1)
        {
            var ids = stream.GetRange(start, Math.Min(size, stream.Count - start)).ToArray();
            blocks.Add(new(ids, new int[ids.Length]));
        }

        return blocks;
    }

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
