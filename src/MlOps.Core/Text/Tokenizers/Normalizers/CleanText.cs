using System.Globalization;
using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>BERT's cleaning: control and format characters go, every kind of white space becomes a space.</summary>
internal sealed class CleanText : CharacterNormalizer
{
    protected override void Append(Rune rune, TextSpan origin, AlignedTextBuilder into)
    {
        if (rune.Value is '\t' or '\n' or '\r')
        {
            into.Append(' ', origin);
        }
        else if (!IsRemoved(rune))
        {
            into.Append(Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune, origin);
        }
    }

    private static bool IsRemoved(Rune rune) =>
        rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;
}
