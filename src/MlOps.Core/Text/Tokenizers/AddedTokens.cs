using System.Buffers;
using System.Text;

namespace MlOps.Text.Tokenizers;

/// <summary>Finds added tokens in a text: the leftmost, and of those that start together the longest.</summary>
internal sealed class AddedTokens
{
    private readonly AddedToken[] _longestFirst;
    private readonly SearchValues<string> _contents;

    /// <param name="tokens">The tokens, with the content to look for.</param>
    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        _longestFirst = [.. tokens.Where(token => token.Content.Length > 0).OrderByDescending(token => token.Content.Length)];
        _contents = SearchValues.Create([.. _longestFirst.Select(token => token.Content)], StringComparison.Ordinal);
    }

    /// <summary>Finds the next added token.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">Where to begin.</param>
    /// <returns>Null when there is none.</returns>
    public AddedTokenMatch? Find(ReadOnlySpan<char> text, int from)
    {
        var next = from;
        while (_longestFirst.Length > 0 && text[next..].IndexOfAny(_contents) is >= 0 and var offset)
        {
            var start = next + offset;
            var token = LongestAt(text[start..]);
            var end = start + token.Content.Length;
            if (token.SingleWord && (EndsWithWord(text[..start]) || StartsWithWord(text[end..])))
            {
                next = end;
                continue;
            }

            var left = token.StripLeft ? from + text[from..start].TrimEnd().Length : start;
            var right = token.StripRight ? text.Length - text[end..].TrimStart().Length : end;
            return new(token, new(left, right));
        }

        return null;
    }

    private AddedToken LongestAt(ReadOnlySpan<char> text)
    {
        foreach (var token in _longestFirst)
        {
            if (text.StartsWith(token.Content, StringComparison.Ordinal))
            {
                return token;
            }
        }

        throw new ArgumentException("no added token starts here", nameof(text));
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && CharacterClass.IsWord(rune);

    private static bool StartsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && CharacterClass.IsWord(rune);
}
