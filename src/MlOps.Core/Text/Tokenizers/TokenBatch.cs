namespace MlOps.Text.Tokenizers;

/// <summary>Tokenized texts of equal length, as a model takes them: three tables [Rows, Length], row after row.</summary>
/// <param name="InputIds">Vocabulary indices, [Rows * Length]; the padding token fills the end of shorter rows.</param>
/// <param name="AttentionMask">1 where a token stands, 0 at padding, [Rows * Length].</param>
/// <param name="TokenTypeIds">0 for the first text of a pair, 1 for the second, [Rows * Length].</param>
/// <param name="Rows">Number of texts.</param>
/// <param name="Length">Tokens of the longest text, special tokens counted.</param>
public sealed record TokenBatch(long[] InputIds, long[] AttentionMask, long[] TokenTypeIds, int Rows, int Length)
{
    /// <summary>Puts texts under each other, padded to the longest of them.</summary>
    /// <param name="texts">At least one text.</param>
    /// <param name="paddingId">Vocabulary index of the padding token.</param>
    public static TokenBatch Pad(IReadOnlyList<EncodedText> texts, int paddingId)
    {
        var length = texts.Max(text => text.Length);
        var inputIds = new long[texts.Count * length];
        var attentionMask = new long[inputIds.Length];
        var tokenTypeIds = new long[inputIds.Length];
        Array.Fill(inputIds, paddingId);
        for (var row = 0; row < texts.Count; row++)
        {
            var (ids, types) = texts[row];
            for (var place = 0; place < ids.Length; place++)
            {
                var cell = (row * length) + place;
                inputIds[cell] = ids[place];
                tokenTypeIds[cell] = types[place];
                attentionMask[cell] = 1;
            }
        }

        return new(inputIds, attentionMask, tokenTypeIds, texts.Count, length);
    }
}
