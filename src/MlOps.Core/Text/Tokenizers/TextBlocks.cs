namespace MlOps.Text.Tokenizers;

/// <summary>
/// Cuts texts into blocks for models that guess the next token. The token that ends a text stands before each, where the vocabulary has one, and a block begins with the
/// last token of the one before it, so that every token is guessed once.
/// </summary>
public static class TextBlocks
{
    /// <summary>The blocks of one text; none where there is no token to guess.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="text">Any text.</param>
    /// <param name="size">Tokens of a block at most, at least 2.</param>
    public static IEnumerable<EncodedText> Of(Tokenizer tokenizer, string text, int size) => Pack(tokenizer, [text], size);

    /// <summary>
    /// Puts texts behind each other and cuts the whole into blocks of one length, so that none of a batch is padding; only the last may be shorter.
    /// </summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="texts">Texts of any length.</param>
    /// <param name="size">Tokens of a block, at least 2.</param>
    public static IEnumerable<EncodedText> Pack(Tokenizer tokenizer, IEnumerable<string> texts, int size) => Cut([.. Stream(tokenizer, texts)], size);

    /// <summary>What each token of a block should be followed by: the next token, and for the last <see cref="TokenMasker.NotGuessed"/>.</summary>
    /// <param name="block">A block.</param>
    public static long[] NextTokens(EncodedText block) => [.. block.Ids.Skip(1).Select(id => (long)id), TokenMasker.NotGuessed];

    private static IEnumerable<int> Stream(Tokenizer tokenizer, IEnumerable<string> texts) => texts.SelectMany(text =>
        (tokenizer.EndOfTextId is { } end ? [end] : Array.Empty<int>()).Concat(tokenizer.Encode(text).Ids));

    private static IEnumerable<EncodedText> Cut(int[] ids, int size)
    {
        for (var start = 0; start < ids.Length - 1; start += size - 1)
        {
            var block = ids[start..Math.Min(start + size, ids.Length)];
            yield return new(block, new int[block.Length]);
        }
    }
}
