using System.Globalization;
using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>SentencePiece's rules: short groups of characters that are seen as one are looked up whole, all else character by character.</summary>
/// <param name="map">The rules.</param>
internal sealed class PrecompiledNormalizer(CharacterMap map) : Normalizer
{
    private const int LongestGroup = 5; // in bytes of UTF-8

    public override AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text, text.Length);
        var characters = text.Characters;
        Span<byte> bytes = stackalloc byte[LongestGroup];
        var start = 0;
        while (start < characters.Length)
        {
            var group = characters.Slice(start, StringInfo.GetNextTextElementLength(characters[start..]));
            if (Encoding.UTF8.TryGetBytes(group, bytes, out var written) && map.Find(bytes[..written]) is { } mapped)
            {
                builder.Append(mapped, text.OriginOf(start, start + group.Length));
            }
            else
            {
                AppendCharacters(text, start, group, builder);
            }

            start += group.Length;
        }

        return builder.Build();
    }

    private void AppendCharacters(AlignedText text, int start, ReadOnlySpan<char> group, AlignedTextBuilder into)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in group.EnumerateRunes())
        {
            var origin = text.OriginOf(start);
            if (map.Find(bytes[..rune.EncodeToUtf8(bytes)]) is { } mapped)
            {
                into.Append(mapped, origin);
            }
            else
            {
                into.Append(rune, origin);
            }

            start += rune.Utf16SequenceLength;
        }
    }
}
