using System.Text;
using MlOps.Text.Unicode;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Unicode's normal forms.</summary>
/// <param name="form">Which of the four.</param>
internal sealed class UnicodeNormalizer(NormalForm form) : Normalizer
{
    public override AlignedText Normalize(AlignedText text)
    {
        if (form.IsUnchanged(text.Characters))
        {
            return text;
        }

        var builder = new AlignedTextBuilder(text, text.Length);
        foreach (var (character, start, end) in form.Apply(text.Characters))
        {
            builder.Append(new Rune(character), text.OriginOf(start, end));
        }

        return builder.Build();
    }
}
