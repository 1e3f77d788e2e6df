using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Puts spaces around Chinese characters, so that each becomes a word; Kana and Hangul stay as they are.</summary>
internal sealed class SpaceIdeographs : CharacterNormalizer
{
    protected override void Append(Rune rune, TextSpan origin, AlignedTextBuilder into)
    {
        var isIdeograph = IsIdeograph(rune.Value);
        if (isIdeograph)
        {
            into.Append(' ', origin);
        }

        into.Append(rune, origin);
        if (isIdeograph)
        {
            into.Append(' ', origin);
        }
    }

    // the blocks as the tokenizers library lists them: U+2B820 to U+2B91F are left out there
    private static bool IsIdeograph(int character) => character is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
        or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
