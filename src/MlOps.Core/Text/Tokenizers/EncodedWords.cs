namespace MlOps.Text.Tokenizers;

/// <summary>A list of words as tokens.</summary>
/// <param name="Text">The tokens.</param>
/// <param name="Words">Index of the word that each token belongs to, [Length]; -1 for special tokens.</param>
public sealed record EncodedWords(EncodedText Text, IReadOnlyList<int> Words);
