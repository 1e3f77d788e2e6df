using System.Globalization;
using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Removes combining marks; after a decomposition this strips accents.</summary>
/// <param name="onlyNonspacing">True as in BERT's normalizer, false as in <c>StripAccents</c>, which removes spacing and enclosing marks too.</param>
internal sealed class StripMarks(bool onlyNonspacing) : CharacterNormalizer
{
    protected override void Append(Rune rune, TextSpan origin, AlignedTextBuilder into)
    {
        if (!IsRemoved(rune))
        {
            into.Append(rune, origin);
        }
    }

    private bool IsRemoved(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark => true,
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => !onlyNonspacing,
        _ => false,
    };
}
