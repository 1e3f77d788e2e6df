using System.Globalization;
using System.Text;

namespace MlOps.Text.Tokenizers;

/// <summary>
/// Cuts a normalized text into words, by the class of each character: neighbours of one class make a word, <see cref="Alone"/> is a word
/// by itself, <see cref="Dropped"/> belongs to none.
/// </summary>
internal sealed class PreTokenizer
{
    private const int Dropped = -1;
    private const int Alone = -2;

    private readonly Func<Rune, int> _classOf;
    private readonly int[] _ascii;

    private PreTokenizer(Func<Rune, int> classOf)
    {
        _classOf = classOf;
        _ascii = [.. Enumerable.Range(0, 128).Select(character => classOf(new Rune(character)))];
    }

    /// <summary>Cuts at white space, every punctuation mark alone: BERT's.</summary>
    public static PreTokenizer Bert { get; } = new(rune => Rune.IsWhiteSpace(rune) ? Dropped : IsPunctuation(rune) ? Alone : 0);

    /// <summary>Cuts at white space only.</summary>
    public static PreTokenizer WhitespaceSplit { get; } = new(rune => Rune.IsWhiteSpace(rune) ? Dropped : 0);

    /// <summary>Cuts at white space, and between letters or digits and all else.</summary>
    public static PreTokenizer Whitespace { get; } = new(rune => Rune.IsWhiteSpace(rune) ? Dropped : IsWordCharacter(rune) ? 1 : 0);

    /// <summary>Every punctuation mark alone.</summary>
    public static PreTokenizer Punctuation { get; } = new(rune => IsPunctuation(rune) ? Alone : 0);

    /// <summary>Numbers apart from all else.</summary>
    public static PreTokenizer Digits { get; } = new(rune => Rune.IsNumber(rune) ? 1 : 0);

    /// <summary>Every digit alone.</summary>
    public static PreTokenizer IndividualDigits { get; } = new(rune => Rune.IsNumber(rune) ? Alone : 0);

    /// <summary>The whole text is one word.</summary>
    public static PreTokenizer None { get; } = new(_ => 0);

    /// <summary>Cuts wherever one of two cuts.</summary>
    public PreTokenizer Then(PreTokenizer next) => new(rune => (_classOf(rune), next._classOf(rune)) switch
    {
        (Dropped, _) or (_, Dropped) => Dropped,
        (Alone, _) or (_, Alone) => Alone,
        var (first, second) => (first * 2) + second,
    });

    /// <summary>Takes the next word off a text.</summary>
    /// <param name="text">What is left; shortened by the word and what was dropped before it.</param>
    /// <param name="word">The word; empty at the end of the text.</param>
    /// <returns>False at the end of the text.</returns>
    public bool TryTakeWord(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> word)
    {
        var start = 0;
        var wordClass = Dropped;
        while (start < text.Length && wordClass == Dropped)
        {
            wordClass = ClassAt(text[start..], out var length);
            start += wordClass == Dropped ? length : 0;
        }

        var end = start;
        while (end < text.Length)
        {
            var sameWord = ClassAt(text[end..], out var length) == wordClass;
            if (!sameWord)
            {
                break;
            }

            end += length;
            if (wordClass == Alone)
            {
                break;
            }
        }

        word = text[start..end];
        text = text[end..];
        return !word.IsEmpty;
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

    private static bool IsPunctuation(Rune rune) =>
        Rune.IsPunctuation(rune) || rune.Value is '$' or '+' or '<' or '=' or '>' or '^' or '`' or '|' or '~';

    /// <summary>What <c>\w</c> means in the regular expressions of the tokenizers library.</summary>
    internal static bool IsWordCharacter(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => true,
        UnicodeCategory.OtherSymbol => rune.Value is (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149)
            or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189),
        UnicodeCategory.Format => rune.Value is 0x200C or 0x200D,
        _ => Rune.IsLetter(rune),
    };
}
