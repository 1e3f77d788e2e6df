namespace MlOps.Text.Tokenizers;

/// <summary>A list of words as tokens.</summary>
/// <param name="Text">The tokens.</param>
/// <param name="Words">Index of the word that each token belongs to, [Length]; -1 for special tokens.</param>
public sealed record EncodedWords(EncodedText Text, IReadOnlyList<int> Words)
{
    /// <summary>True for the first token of a word, which speaks for the word.</summary>
    /// <param name="token">From 0.</param>
    public bool Begins(int token) => Words[token] >= 0 && (token == 0 || Words[token - 1] != Words[token]);
}
