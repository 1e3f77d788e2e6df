namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Takes white space off the ends.</summary>
/// <param name="left">At the start.</param>
/// <param name="right">At the end.</param>
internal sealed class Strip(bool left, bool right) : Normalizer
{
    public override AlignedText Normalize(AlignedText text)
    {
        var characters = text.Characters;
        var start = left ? characters.Length - characters.TrimStart().Length : 0;
        var end = right ? Math.Max(start, characters.TrimEnd().Length) : characters.Length;
        return text.Slice(start, end - start);
    }
}
