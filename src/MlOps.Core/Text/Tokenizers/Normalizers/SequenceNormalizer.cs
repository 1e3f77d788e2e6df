namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Normalizers applied one after the other; none leaves the text as it is.</summary>
/// <param name="steps">In the order of their application.</param>
internal sealed class SequenceNormalizer(IReadOnlyList<Normalizer> steps) : Normalizer
{
    public override AlignedText Normalize(AlignedText text)
    {
        foreach (var step in steps)
        {
            text = step.Normalize(text);
        }

        return text;
    }
}
