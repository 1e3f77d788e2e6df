namespace MlOps.Text.Tokenizers;

/// <summary>
/// Writes every byte as one printable character: those that are printable in Latin-1 as themselves, the others in their order from U+0100 on.
/// A space becomes U+0120, a line break U+010A.
/// </summary>
/// <remarks>Radford et al. 2019 (GPT-2), the released encoder.</remarks>
internal static class ByteMap
{
    private const int FirstOther = 0x100;

    private static readonly char[] Characters = Map();
    private static readonly short[] Bytes = Invert(Characters);

    /// <summary>The character of a byte.</summary>
    public static char CharacterOf(byte value) => Characters[value];

    /// <summary>The byte of a character; null for one that stands for none.</summary>
    public static byte? ByteOf(char character) => character < Bytes.Length && Bytes[character] >= 0 ? (byte)Bytes[character] : null;

    private static char[] Map()
    {
        var characters = new char[256];
        var others = 0;
        for (var value = 0; value < characters.Length; value++)
        {
            var isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            characters[value] = (char)(isPrintable ? value : FirstOther + others++);
        }

        return characters;
    }

    private static short[] Invert(char[] characters)
    {
        var bytes = new short[characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (short value = 0; value < characters.Length; value++)
        {
            bytes[characters[value]] = value;
        }

        return bytes;
    }
}
