using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Training.Data;

/// <summary>Texts with a tag for each word. Each word's first token has the word's tag as target; its other tokens and special ones have none.</summary>
/// <param name="examples">The rows: tokens, and the index of each token's tag or <see cref="Targets.Ignored"/>.</param>
/// <param name="paddingId">Vocabulary index of the padding token.</param>
public sealed class TaggedTexts(IReadOnlyList<(EncodedText Text, long[] Tags)> examples, int paddingId) : TextSet(paddingId)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<EncodedText> Texts { get; } = [.. examples.Select(example => example.Text)];

    /// <summary>The tags of words as targets of tokens.</summary>
    /// <param name="encoded">The words as tokens.</param>
    /// <param name="tags">The index of each word's tag.</param>
    public static long[] TagsOf(EncodedWords encoded, IReadOnlyList<int> tags) =>
        [.. encoded.Words.Select((word, token) => encoded.Begins(token) ? tags[word] : Targets.Ignored)];

    /// <inheritdoc/>
    protected override Batch Make(int[] rows, TokenBatch tokens, int epoch)
    {
        var tags = new long[tokens.Rows * tokens.Length];
        Array.Fill(tags, Targets.Ignored);
        for (var place = 0; place < rows.Length; place++)
        {
            examples[rows[place]].Tags.CopyTo(tags, place * tokens.Length);
        }

        return new(rows, ModelInputs.Of(tokens), Targets.Of(tags, tokens.Rows, tokens.Length), tags.Count(tag => tag != Targets.Ignored));
    }
}
