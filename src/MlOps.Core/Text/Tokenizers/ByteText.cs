using System.Text;

namespace MlOps.Text.Tokenizers;

/// <summary>Writes texts byte by byte, in the characters of the <see cref="ByteMap"/>.</summary>
internal static class ByteText
{
    /// <summary>Appends the bytes of a part of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The part's first UTF-16 unit.</param>
    /// <param name="end">One after its last.</param>
    /// <param name="into">Receives one character a byte.</param>
    public static void Append(AlignedText text, int start, int end, AlignedTextBuilder into)
    {
        Span<byte> bytes = stackalloc byte[4];
        var at = start;
        foreach (var rune in text.Characters[start..end].EnumerateRunes())
        {
            var origin = text.OriginOf(at);
            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
            {
                into.Append(ByteMap.CharacterOf(value), origin);
            }

            at += rune.Utf16SequenceLength;
        }
    }
}
