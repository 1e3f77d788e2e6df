namespace MlOps.Text.Tokenizers;

/// <summary>One text, or pair of texts, as tokens.</summary>
/// <param name="Ids">Vocabulary indices, special tokens included, [Length].</param>
/// <param name="Types">0 for the first text of a pair, 1 for the second, [Length].</param>
public sealed record EncodedText(int[] Ids, int[] Types)
{
    /// <summary>Number of tokens, special tokens counted.</summary>
    public int Length => Ids.Length;

    /// <summary>The text, or one token where it has none: a model must read something, and GPT-2's tokenizer adds nothing to an empty text.</summary>
    /// <param name="id">Vocabulary index of that token.</param>
    public EncodedText OrOne(int id) => Length > 0 ? this : new([id], [0]);
}
