using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>The cleaning of SentencePiece's <c>nmt</c> rules: control characters go, invisible ones become spaces.</summary>
internal sealed class NmtNormalizer : CharacterNormalizer
{
    protected override void Append(Rune rune, TextSpan origin, AlignedTextBuilder into)
    {
        if (IsSpace(rune.Value))
        {
            into.Append(' ', origin);
        }
        else if (!IsRemoved(rune.Value))
        {
            into.Append(rune, origin);
        }
    }

    private static bool IsRemoved(int character) =>
        character is (>= 0x1 and <= 0x8) or 0xB or (>= 0xE and <= 0x1F) or 0x7F or 0x8F or 0x9F;

    private static bool IsSpace(int character) =>
        character is 0x9 or 0xA or 0xC or 0xD or 0x1680 or (>= 0x200B and <= 0x200F) or 0x2028 or 0x2029 or 0x2581 or 0xFEFF or 0xFFFD;
}
