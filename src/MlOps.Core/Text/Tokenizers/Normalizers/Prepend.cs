namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Puts a text before each that is not empty.</summary>
/// <param name="before">What to put there.</param>
internal sealed class Prepend(string before) : Normalizer
{
    public override AlignedText Normalize(AlignedText text) => text.Length == 0 ? text : text.Prepend(before);
}
