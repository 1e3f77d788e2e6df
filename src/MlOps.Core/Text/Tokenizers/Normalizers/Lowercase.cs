using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Unicode's lower case, character by character.</summary>
internal sealed class Lowercase : CharacterNormalizer
{
    protected override void Append(Rune rune, TextSpan origin, AlignedTextBuilder into)
    {
        // capital I with dot: the one character whose lower case is two, the second a dot above
        if (rune.Value == 0x130)
        {
            into.Append('i', origin);
            into.Append('\u0307', origin);
        }
        else
        {
            into.Append(Rune.ToLowerInvariant(rune), origin);
        }
    }
}
