namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Turns tokens back into text.</summary>
internal abstract class Decoder
{
    /// <summary>What the tokens become; put together they are the text.</summary>
    /// <param name="tokens">Tokens as they stand in the vocabulary.</param>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">A regular expression takes too long.</exception>
    public abstract IReadOnlyList<string> Decode(IReadOnlyList<string> tokens);
}
