namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Changes a text before it is split into words.</summary>
internal abstract class Normalizer
{
    /// <summary>The normalized text; the text itself where nothing changes.</summary>
    /// <param name="text">The text as it came; no unit of it is a lone surrogate.</param>
    /// <exception cref="InvalidDataException">The text grows beyond what tokenizers make of texts.</exception>
    public abstract AlignedText Normalize(AlignedText text);
}
