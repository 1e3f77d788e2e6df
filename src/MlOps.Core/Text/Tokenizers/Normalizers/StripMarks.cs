using System.Buffers;
using System.Globalization;
using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Removes combining marks; after <see cref="Nfd"/> this strips accents.</summary>
/// <param name="onlyNonspacing">True as in BERT's normalizer, false as in <c>StripAccents</c>, which removes spacing and enclosing marks too.</param>
internal sealed class StripMarks(bool onlyNonspacing) : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ArrayBufferWriter<char> into)
    {
        var span = into.GetSpan(text.Length);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsRemoved(rune))
            {
                length += rune.EncodeToUtf16(span[length..]);
            }
        }

        into.Advance(length);
    }

    private bool IsRemoved(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark => true,
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => !onlyNonspacing,
        _ => false,
    };
}
