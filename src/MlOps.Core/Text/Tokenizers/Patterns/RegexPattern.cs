using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MlOps.Text.Tokenizers.Patterns;

/// <summary>
/// A regular expression out of a file. .NET's see UTF-16 units where those of tokenizers see characters; so a character beyond U+FFFF
/// stands before them as one of the same category that is seldom written.
/// </summary>
internal sealed class RegexPattern : Pattern
{
    private const int LongestPattern = 4096;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static readonly Dictionary<UnicodeCategory, char> SubstituteOf = Substitutes();

    private readonly Regex _regex;

    /// <param name="pattern">The expression.</param>
    /// <exception cref="ArgumentException">It is no regular expression of .NET, or is too long.</exception>
    public RegexPattern(string pattern)
    {
        if (pattern.Length > LongestPattern)
        {
            throw new ArgumentException($"it is longer than {LongestPattern} characters", nameof(pattern));
        }

        try
        {
            _regex = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            _regex = new(pattern, RegexOptions.CultureInvariant, Timeout);
        }
    }

    /// <exception cref="RegexMatchTimeoutException">One match, or all of them together, take too long.</exception>
    protected override List<TextSpan> Find(ReadOnlySpan<char> text)
    {
        var found = new List<TextSpan>();
        var places = text.ContainsAnyInRange('\ud800', '\udfff') ? Substitute(ref text) : null;
        var clock = Stopwatch.StartNew();
        foreach (var match in _regex.EnumerateMatches(text))
        {
            if (clock.Elapsed > Timeout)
            {
                throw new RegexMatchTimeoutException(text.ToString(), _regex.ToString(), Timeout);
            }

            var (start, end) = (match.Index, match.Index + match.Length);
            found.Add(places is null ? new(start, end) : new(places[start], places[end]));
        }

        return found;
    }

    // returns the place of each character in the text as it was, and of its end
    private static int[] Substitute(ref ReadOnlySpan<char> text)
    {
        var characters = new char[text.Length];
        var places = new List<int>(text.Length + 1);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            characters[places.Count] = rune.IsBmp ? (char)rune.Value : SubstituteOf.GetValueOrDefault(Rune.GetUnicodeCategory(rune), char.MaxValue);
            places.Add(at);
            at += rune.Utf16SequenceLength;
        }

        text = characters.AsSpan(0, places.Count);
        places.Add(at);
        return [.. places];
    }

    // the last character of each category within U+FFFF
    private static Dictionary<UnicodeCategory, char> Substitutes()
    {
        var substitutes = new Dictionary<UnicodeCategory, char>();
        for (var character = char.MinValue; character < char.MaxValue; character++)
        {
            substitutes[char.GetUnicodeCategory(character)] = character;
        }

        return substitutes;
    }
}
