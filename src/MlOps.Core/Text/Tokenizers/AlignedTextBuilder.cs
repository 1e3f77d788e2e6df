using System.Text;

namespace MlOps.Text.Tokenizers;

/// <summary>Makes a text out of another and keeps where each character came from.</summary>
/// <param name="source">The other text.</param>
/// <param name="capacity">Expected length.</param>
internal sealed class AlignedTextBuilder(AlignedText source, int capacity)
{
    private char[] _characters = new char[Math.Max(1, capacity)];
    private TextSpan[] _origins = new TextSpan[Math.Max(1, capacity)];

    /// <summary>Characters so far.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a character.</summary>
    /// <param name="character">The UTF-16 unit.</param>
    /// <param name="origin">Where it came from, in the original text.</param>
    /// <exception cref="InvalidDataException">The text grows beyond what tokenizers make of texts.</exception>
    public void Append(char character, TextSpan origin)
    {
        if (Length == _characters.Length)
        {
            Grow();
        }

        _characters[Length] = character;
        _origins[Length++] = origin;
    }

    /// <summary>Adds a character.</summary>
    /// <exception cref="InvalidDataException">The text grows beyond what tokenizers make of texts.</exception>
    public void Append(Rune character, TextSpan origin)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..character.EncodeToUtf16(units)])
        {
            Append(unit, origin);
        }
    }

    /// <summary>Adds a text that a part of the original has become.</summary>
    /// <exception cref="InvalidDataException">The text grows beyond what tokenizers make of texts.</exception>
    public void Append(ReadOnlySpan<char> text, TextSpan origin)
    {
        foreach (var unit in text)
        {
            Append(unit, origin);
        }
    }

    /// <summary>Adds a part of the source as it is.</summary>
    /// <exception cref="InvalidDataException">The text grows beyond what tokenizers make of texts.</exception>
    public void AppendRange(int start, int length)
    {
        var characters = source.Characters;
        for (var at = start; at < start + length; at++)
        {
            Append(characters[at], source.OriginOf(at));
        }
    }

    /// <summary>The text; nothing may be added afterwards.</summary>
    public AlignedText Build() => new(_characters.AsMemory(0, Length), _origins, source.Limit);

    private void Grow()
    {
        if (Length >= source.Limit)
        {
            throw new InvalidDataException($"its parts make a text longer than {source.Limit} characters out of one that is far shorter");
        }

        var capacity = (int)Math.Min(source.Limit, Length * 2L);
        Array.Resize(ref _characters, capacity);
        Array.Resize(ref _origins, capacity);
    }
}
