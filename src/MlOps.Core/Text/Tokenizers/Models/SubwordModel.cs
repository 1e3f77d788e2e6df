namespace MlOps.Text.Tokenizers.Models;

/// <summary>Splits a word into tokens of a vocabulary. Safe for threads.</summary>
internal abstract class SubwordModel
{
    /// <summary>Appends the tokens of one word.</summary>
    /// <param name="word">A word that is not empty, normalized.</param>
    /// <param name="into">Receives the tokens; it has begun this word.</param>
    /// <exception cref="InvalidDataException">The vocabulary has nothing for this word, nor a token for unknown ones.</exception>
    public abstract void Encode(ReadOnlySpan<char> word, TokenList into);
}
