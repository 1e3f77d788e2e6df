namespace MlOps.Text.Tokenizers;

/// <summary>Cuts texts into blocks for models that guess the next token.</summary>
public static class TextBlocks
{
    /// <summary>The blocks of one text, behind the end-of-text token where the vocabulary has one. A block begins with the last token of the one before, so that every token is guessed once.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="text">Any text.</param>
    /// <param name="size">Tokens of a block at most, at least 2.</param>
    public static IEnumerable<EncodedText> Of(Tokenizer tokenizer, string text, int size)
    {
        int[] ids = [.. tokenizer.EndOfTextId is { } start ? [start] : Array.Empty<int>(), .. tokenizer.Encode(text).Ids];
        var begin = 0;
        do
        {
            var block = ids[begin..Math.Min(begin + size, ids.Length)];
            yield return new(block, new int[block.Length]);
            begin += size - 1;
        }
        while (begin < ids.Length - 1);
    }

    /// <summary>What each token of a block should be followed by: the next token, and for the last <see cref="TokenMasker.NotGuessed"/>.</summary>
    /// <param name="block">A block.</param>
    public static long[] NextTokens(EncodedText block) => [.. block.Ids.Skip(1).Select(id => (long)id), TokenMasker.NotGuessed];
}
