using System.Text;

namespace MlOps.Text.Tokenizers.Models;

/// <summary>Splits a word into the longest pieces of a vocabulary, from the left; a word that doesn't fit becomes the unknown token.</summary>
/// <remarks>Devlin et al. 2018 (BERT), after Wu et al. 2016, section 4.1.</remarks>
internal sealed class WordPiece : SubwordModel
{
    private readonly Trie _trie = new();
    private readonly int _continuation;
    private readonly int _unknown;
    private readonly int _maxCharacters;

    /// <param name="vocabulary">Index by token.</param>
    /// <param name="unknownId">Index of the token that stands for a word that can't be split.</param>
    /// <param name="prefix">Marks a piece that doesn't start its word, for example <c>##</c>.</param>
    /// <param name="maxCharacters">A word of more Unicode characters is unknown.</param>
    public WordPiece(IReadOnlyDictionary<string, int> vocabulary, int unknownId, string prefix, int maxCharacters)
    {
        foreach (var (token, id) in vocabulary)
        {
            _trie.Add(token, id);
        }

        _continuation = _trie.Reach(prefix);
        _unknown = unknownId;
        _maxCharacters = maxCharacters;
    }

    public override void Encode(ReadOnlySpan<char> word, TokenList into)
    {
        var before = into.Count;
        var start = 0;
        var end = IsTooLong(word) ? 0 : word.Length;
        var node = Trie.Root;
        while (start < end)
        {
            var length = _trie.Longest(word[start..], node, out var token);
            if (length == 0)
            {
                break;
            }

            into.Add(token, start, start + length);
            start += length;
            node = _continuation;
        }

        if (start < word.Length)
        {
            into.Shorten(before);
            into.Add(_unknown, 0, word.Length);
        }
    }

    private bool IsTooLong(ReadOnlySpan<char> word)
    {
        if (word.Length <= _maxCharacters)
        {
            return false;
        }

        var characters = 0;
        foreach (var _ in word.EnumerateRunes())
        {
            characters++;
        }

        return characters > _maxCharacters;
    }
}
