namespace MlOps.Text.Tokenizers;

/// <summary>One text, or pair of texts, as tokens.</summary>
/// <param name="Ids">Vocabulary indices, special tokens included, [Length].</param>
/// <param name="Types">0 for the first text of a pair, 1 for the second, [Length].</param>
public sealed record EncodedText(int[] Ids, int[] Types)
{
    /// <summary>Number of tokens, special tokens counted.</summary>
    public int Length => Ids.Length;
}
