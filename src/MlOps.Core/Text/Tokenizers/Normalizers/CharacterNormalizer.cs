using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Changes each character by itself.</summary>
internal abstract class CharacterNormalizer : Normalizer
{
    public override AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text, text.Length);
        var at = 0;
        foreach (var rune in text.Characters.EnumerateRunes())
        {
            Append(rune, text.OriginOf(at), builder);
            at += rune.Utf16SequenceLength;
        }

        return builder.Build();
    }

    /// <summary>Appends what a character becomes; nothing where it is removed.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="origin">Where it stands in the original text.</param>
    /// <param name="into">Receives the result.</param>
    protected abstract void Append(Rune rune, TextSpan origin, AlignedTextBuilder into);
}
