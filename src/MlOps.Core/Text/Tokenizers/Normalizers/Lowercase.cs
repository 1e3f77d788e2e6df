using System.Buffers;
using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Unicode's lower case, character by character.</summary>
internal sealed class Lowercase : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ArrayBufferWriter<char> into)
    {
        var span = into.GetSpan(text.Length * 2);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // capital I with dot: the one character whose lower case is two, the second a dot above
            if (rune.Value == 0x130)
            {
                span[length++] = 'i';
                span[length++] = '\u0307';
            }
            else
            {
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(span[length..]);
            }
        }

        into.Advance(length);
    }
}
