namespace MlOps.Text.Tokenizers.PreTokenizers;

/// <summary>Cuts a normalized text into words, which may be written in other characters afterwards.</summary>
internal abstract class PreTokenizer
{
    /// <summary>Appends the words of a text.</summary>
    /// <param name="text">A text that is not empty.</param>
    /// <param name="into">Receives the words; none of them is empty.</param>
    /// <exception cref="InvalidDataException">The text grows beyond what tokenizers make of texts.</exception>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">A regular expression takes too long.</exception>
    public abstract void Split(AlignedText text, List<AlignedText> into);

    /// <summary>The same for words that were apart already: a tokenizer that tells a word by the space before it gets one before each.</summary>
    public virtual PreTokenizer ForWords() => this;
}
