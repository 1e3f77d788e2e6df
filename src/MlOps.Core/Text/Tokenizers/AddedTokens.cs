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

    /// <summary>Takes text up to and including the next added token.</summary>
    /// <param name="text">What is left; shortened by what was taken.</param>
    /// <param name="before">The text before the token, or all of it when there is none.</param>
    /// <returns>The token; null when there is none.</returns>
    public AddedToken? Take(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> before)
    {
        var from = 0;
        while (_longestFirst.Length > 0 && text[from..].IndexOfAny(_contents) is >= 0 and var offset)
        {
            var start = from + offset;
            var token = LongestAt(text[start..]);
            var end = start + token.Content.Length;
            if (token.SingleWord && (EndsWithWord(text[..start]) || StartsWithWord(text[end..])))
            {
                from = end;
                continue;
            }

            before = token.StripLeft ? text[..start].TrimEnd() : text[..start];
            text = token.StripRight ? text[end..].TrimStart() : text[end..];
            return token;
        }

        before = text;
        text = [];
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
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && PreTokenizer.IsWordCharacter(rune);

    private static bool StartsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && PreTokenizer.IsWordCharacter(rune);
}
