using System.Text;

namespace MlOps.Text.Tokenizers.PreTokenizers;

/// <summary>
/// Cuts by the class of each character: neighbours of one class make a word, <see cref="Alone"/> is a word by itself,
/// <see cref="Dropped"/> belongs to none.
/// </summary>
internal sealed class WordClassPreTokenizer : PreTokenizer
{
    private const int Dropped = -1;
    private const int Alone = -2;

    private readonly Func<Rune, int> _classOf;
    private readonly int[] _ascii;

    private WordClassPreTokenizer(Func<Rune, int> classOf)
    {
        _classOf = classOf;
        _ascii = [.. Enumerable.Range(0, 128).Select(character => classOf(new Rune(character)))];
    }

    /// <summary>Cuts at white space, every punctuation mark alone: BERT's.</summary>
    public static WordClassPreTokenizer Bert { get; } =
        new(rune => Rune.IsWhiteSpace(rune) ? Dropped : CharacterClass.IsPunctuation(rune) ? Alone : 0);

    /// <summary>Cuts at white space only.</summary>
    public static WordClassPreTokenizer WhitespaceSplit { get; } = new(rune => Rune.IsWhiteSpace(rune) ? Dropped : 0);

    /// <summary>Cuts at white space, and between letters or digits and all else.</summary>
    public static WordClassPreTokenizer Whitespace { get; } =
        new(rune => Rune.IsWhiteSpace(rune) ? Dropped : CharacterClass.IsWord(rune) ? 1 : 0);

    /// <summary>Numbers apart from all else.</summary>
    public static WordClassPreTokenizer Digits { get; } = new(rune => Rune.IsNumber(rune) ? 1 : 0);

    /// <summary>Every digit alone.</summary>
    public static WordClassPreTokenizer IndividualDigits { get; } = new(rune => Rune.IsNumber(rune) ? Alone : 0);

    public override void Split(AlignedText text, List<AlignedText> into)
    {
        var characters = text.Characters;
        var start = 0;
        while (start < characters.Length)
        {
            var wordClass = ClassAt(characters[start..], out var length);
            var end = start + length;
            while (wordClass != Alone && end < characters.Length && ClassAt(characters[end..], out length) == wordClass)
            {
                end += length;
            }

            if (wordClass != Dropped)
            {
                into.Add(text.Slice(start, end - start));
            }

            start = end;
        }
    }

    private int ClassAt(ReadOnlySpan<char> text, out int length)
    {
        if (text[0] < 128)
        {
            length = 1;
            return _ascii[text[0]];
        }

        _ = Rune.DecodeFromUtf16(text, out var rune, out length);
        return _classOf(rune);
    }
}
