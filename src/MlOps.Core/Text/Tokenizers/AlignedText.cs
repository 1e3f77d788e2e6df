namespace MlOps.Text.Tokenizers;

/// <summary>A text, or a part of one, that knows of each of its characters which part of the original text it came from.</summary>
internal readonly struct AlignedText
{
    private const int Growth = 64; // the longest decomposition of one character is 18, and bytes take 3 characters each
    private const int Spare = 1024;

    private readonly ReadOnlyMemory<char> _characters;
    private readonly TextSpan[]? _origins; // null: the characters stand as in the original
    private readonly int _offset;

    /// <summary>A text as it came.</summary>
    public AlignedText(string text)
        : this(text.AsMemory(), null, 0, (int)Math.Min(Array.MaxLength, ((long)text.Length * Growth) + Spare))
    {
    }

    /// <summary>A text that was made out of another.</summary>
    /// <param name="characters">Its characters.</param>
    /// <param name="origins">Where each came from.</param>
    /// <param name="limit">See <see cref="Limit"/>.</param>
    public AlignedText(ReadOnlyMemory<char> characters, TextSpan[] origins, int limit)
        : this(characters, origins, 0, limit)
    {
    }

    private AlignedText(ReadOnlyMemory<char> characters, TextSpan[]? origins, int offset, int limit)
    {
        _characters = characters;
        _origins = origins;
        _offset = offset;
        Limit = limit;
    }

    /// <summary>The characters.</summary>
    public ReadOnlySpan<char> Characters => _characters.Span;

    /// <summary>Number of UTF-16 units.</summary>
    public int Length => _characters.Length;

    /// <summary>Longest text that may be made out of this one, so that no file of a tokenizer can ask for more memory than there is.</summary>
    public int Limit { get; }

    /// <summary>A part of this text.</summary>
    public AlignedText Slice(int start, int length) => new(_characters.Slice(start, length), _origins, _offset + start, Limit);

    /// <summary>The original of one UTF-16 unit: always whole characters.</summary>
    public TextSpan OriginOf(int at)
    {
        var place = _offset + at;
        if (_origins is not null)
        {
            return _origins[place];
        }

        var unit = Characters[at];
        return char.IsHighSurrogate(unit) ? new(place, place + 2) : char.IsLowSurrogate(unit) ? new(place - 1, place + 1) : new(place, place + 1);
    }

    /// <summary>The original of a part that is not empty.</summary>
    public TextSpan OriginOf(int start, int end) => new(OriginOf(start).Start, OriginOf(end - 1).End);

    /// <summary>This text after another, whose characters count as those of the first character here.</summary>
    public AlignedText Prepend(string before)
    {
        var builder = new AlignedTextBuilder(this, before.Length + Length);
        builder.Append(before, OriginOf(0));
        builder.AppendRange(0, Length);
        return builder.Build();
    }
}
