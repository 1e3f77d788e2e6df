using System.Text;

namespace MlOps.Text.Tokenizers;

/// <summary>Splits a word into the longest pieces of a vocabulary, from the left; a word that doesn't fit becomes the unknown token.</summary>
/// <remarks>Devlin et al. 2018 (BERT), after Wu et al. 2016, section 4.1.</remarks>
internal sealed class WordPiece
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

    /// <summary>Appends the tokens of one word.</summary>
    public void Encode(ReadOnlySpan<char> word, List<int> into)
    {
        var start = into.Count;
        var rest = IsTooLong(word) ? [] : word;
        var node = Trie.Root;
        while (!rest.IsEmpty)
        {
            var length = _trie.Longest(rest, node, out var token);
            if (length == 0)
            {
                break;
            }

            into.Add(token);
            rest = rest[length..];
            node = _continuation;
        }

        if (into.Count == start || !rest.IsEmpty)
        {
            into.RemoveRange(start, into.Count - start);
            into.Add(_unknown);
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
