using System.Buffers;
using System.Globalization;
using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>BERT's cleaning: control and format characters go, every kind of white space becomes a space.</summary>
internal sealed class CleanText : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ArrayBufferWriter<char> into)
    {
        var span = into.GetSpan(text.Length);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r')
            {
                span[length++] = ' ';
            }
            else if (!IsRemoved(rune))
            {
                length += (Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune).EncodeToUtf16(span[length..]);
            }
        }

        into.Advance(length);
    }

    private static bool IsRemoved(Rune rune) =>
        rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;
}
