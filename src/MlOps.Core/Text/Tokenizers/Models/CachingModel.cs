using System.Collections.Concurrent;

namespace MlOps.Text.Tokenizers.Models;

/// <summary>A model whose work on a word is worth remembering: few words make up most of a text.</summary>
internal abstract class CachingModel : SubwordModel
{
    private const int MostWords = 1 << 14;
    private const int LongestWord = 48; // in UTF-16 units; with the number of words this holds the cache under 16 MB

    private readonly ConcurrentDictionary<string, Piece[]> _cache = new(StringComparer.Ordinal);
    private int _cached;

    public sealed override void Encode(ReadOnlySpan<char> word, TokenList into)
    {
        var lookup = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        if (word.Length > LongestWord || !lookup.TryGetValue(word, out var pieces))
        {
            pieces = Split(word);
            if (word.Length <= LongestWord && Volatile.Read(ref _cached) < MostWords && _cache.TryAdd(word.ToString(), pieces))
            {
                _ = Interlocked.Increment(ref _cached);
            }
        }

        foreach (var (id, start, end) in pieces)
        {
            into.Add(id, start, end);
        }
    }

    /// <summary>The tokens of one word.</summary>
    /// <param name="word">A word that is not empty, normalized.</param>
    /// <exception cref="InvalidDataException">The vocabulary has nothing for this word, nor a token for unknown ones.</exception>
    protected abstract Piece[] Split(ReadOnlySpan<char> word);
}
