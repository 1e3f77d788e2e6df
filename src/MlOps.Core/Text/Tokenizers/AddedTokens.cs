using System.Buffers;
using System.Text;
using MlOps.Text.Tokenizers.Models;

namespace MlOps.Text.Tokenizers;

/// <summary>Finds added tokens in a text: the leftmost, and of those that start together the longest.</summary>
internal sealed class AddedTokens
{
    private readonly AddedToken[] _tokens;
    private readonly SearchValues<string> _contents;
    private readonly Trie _trie = new();

    /// <param name="tokens">The tokens, with the content to look for.</param>
    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        _tokens = [.. tokens.Where(token => token.Content.Length > 0)];
        _contents = SearchValues.Create([.. _tokens.Select(token => token.Content)], StringComparison.Ordinal);
        for (var place = 0; place < _tokens.Length; place++)
        {
            _trie.Add(_tokens[place].Content, place);
        }
    }

    /// <summary>Finds the next added token.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">Where to begin.</param>
    /// <returns>Null when there is none.</returns>
    public AddedTokenMatch? Find(ReadOnlySpan<char> text, int from)
    {
        var next = from;
        while (_tokens.Length > 0 && text[next..].IndexOfAny(_contents) is >= 0 and var offset)
        {
            var start = next + offset;
            var end = start + _trie.Longest(text[start..], Trie.Root, out var place);
            var token = _tokens[place];
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

    private static bool EndsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && CharacterClass.IsWord(rune);

    private static bool StartsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && CharacterClass.IsWord(rune);
}
