using System.Buffers.Binary;
using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>
/// SentencePiece's compiled rules (<c>precompiled_charsmap</c>): a size in bytes, a double-array trie of that size over UTF-8, then texts that end with a zero.
/// Whatever the trie holds, nothing outside of it is read.
/// </summary>
/// <remarks>The trie is one of Darts-clone: a unit of 32 bits has a label in bits 0 to 7, a leaf's mark in bit 8, the offset to its children above.</remarks>
internal sealed class CharacterMap
{
    private const int LongestText = 256; // in bytes; the longest that Unicode's rules need is 33

    private readonly uint[] _units;
    private readonly byte[] _texts;

    /// <param name="blob">The compiled rules.</param>
    /// <exception cref="InvalidDataException">They are no such rules.</exception>
    public CharacterMap(ReadOnlySpan<byte> blob)
    {
        var size = blob.Length < sizeof(uint) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(blob);
        if (size > blob.Length - sizeof(uint) || size % sizeof(uint) != 0 || size == 0)
        {
            throw new InvalidDataException($"it holds {blob.Length} bytes and names a trie of {size}");
        }

        _units = new uint[size / sizeof(uint)];
        for (var i = 0; i < _units.Length; i++)
        {
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(blob[((i + 1) * sizeof(uint))..]);
        }

        _texts = blob[(int)(sizeof(uint) + size)..].ToArray();
        CheckTexts();
    }

    /// <summary>What the start of a text becomes, by its shortest start that has a rule.</summary>
    /// <param name="text">UTF-8.</param>
    /// <returns>Null where there is no rule.</returns>
    public string? Find(ReadOnlySpan<byte> text)
    {
        var node = OffsetOf(_units[0]);
        foreach (var label in text)
        {
            node ^= label;
            if (label == 0 || node >= _units.Length || LabelOf(_units[node]) != label)
            {
                return null;
            }

            var unit = _units[node];
            node ^= OffsetOf(unit);
            if (HasLeaf(unit))
            {
                return node < _units.Length ? TextAt(_units[node] & int.MaxValue) : null;
            }
        }

        return null;
    }

    private static uint LabelOf(uint unit) => unit & 0x800000FF;

    private static bool HasLeaf(uint unit) => (unit & 0x100) != 0;

    private static uint OffsetOf(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    private string? TextAt(uint start)
    {
        if (start >= _texts.Length)
        {
            return null;
        }

        var text = _texts.AsSpan((int)start);
        var end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }

    private void CheckTexts()
    {
        var rest = _texts.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)0) is >= 0 and var zero ? zero : rest.Length;
            if (end > LongestText)
            {
                throw new InvalidDataException($"it makes a text of {end} bytes out of a character");
            }

            rest = rest[Math.Min(end + 1, rest.Length)..];
        }
    }
}
