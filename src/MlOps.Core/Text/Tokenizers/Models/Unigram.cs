namespace MlOps.Text.Tokenizers.Models;

/// <summary>Splits a word into the pieces whose probabilities have the greatest product.</summary>
/// <remarks>Kudo 2018; the best path by Viterbi's algorithm.</remarks>
internal sealed class Unigram : CachingModel
{
    private const double UnknownPenalty = 10; // below the least probable piece, in nats

    private readonly Trie _trie = new();
    private readonly double[] _scores;
    private readonly double _unknownScore;
    private readonly int? _unknownId;
    private readonly ByteTokens? _bytes;

    /// <param name="pieces">Tokens with the logarithms of their probabilities; the place of each is its index.</param>
    /// <param name="unknownId">Index of the token for characters that have none; null where there is none.</param>
    /// <param name="fallsBackToBytes">Unknown characters become the tokens of their bytes where there are such.</param>
    public Unigram(IReadOnlyList<(string Token, double Score)> pieces, int? unknownId, bool fallsBackToBytes)
    {
        _scores = [.. pieces.Select(piece => piece.Score)];
        _unknownScore = _scores.DefaultIfEmpty(double.PositiveInfinity).Min() - UnknownPenalty;
        _unknownId = unknownId;
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < pieces.Count; id++)
        {
            vocabulary[pieces[id].Token] = id;
            _trie.Add(pieces[id].Token, id);
        }

        _bytes = fallsBackToBytes ? new(vocabulary) : null;
    }

    protected override Piece[] Split(ReadOnlySpan<char> word)
    {
        var pieces = new List<Piece>();
        foreach (var piece in BestPath(word))
        {
            AddPiece(piece, word[piece.Start..piece.End], pieces);
        }

        return [.. pieces];
    }

    // neighbouring unknown characters have become one piece here
    private void AddPiece(Piece piece, ReadOnlySpan<char> text, List<Piece> into)
    {
        if (piece.Id != _unknownId || _trie.Longest(text, Trie.Root, out var token) != text.Length)
        {
            token = piece.Id;
        }

        if (token == _unknownId && _bytes is not null && _bytes.TryEncode(text, out var ids))
        {
            into.AddRange(ids.Select(id => piece with { Id = id }));
        }
        else
        {
            into.Add(piece with { Id = token });
        }
    }

    private Stack<Piece> BestPath(ReadOnlySpan<char> word)
    {
        var ends = new Best[word.Length + 1]; // the best piece that ends at each place
        var start = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            var character = start + rune.Utf16SequenceLength;
            var hasCharacter = false;
            var node = Trie.Root;
            for (var end = start + 1; end <= word.Length && (node = _trie.Next(node, word[end - 1])) >= 0; end++)
            {
                if (_trie.TokenAt(node) is >= 0 and var id)
                {
                    Improve(ref ends[end], new(start, id, ends[start].Score + _scores[id], true));
                    hasCharacter |= end == character;
                }
            }

            if (!hasCharacter)
            {
                var id = _unknownId ?? throw new InvalidDataException($"it has no token for '{rune}', nor one for unknown characters");
                Improve(ref ends[character], new(start, id, ends[start].Score + _unknownScore, true));
            }

            start = character;
        }

        return PathTo(word.Length, ends);
    }

    private Stack<Piece> PathTo(int end, Best[] ends)
    {
        var pieces = new Stack<Piece>();
        while (end > 0)
        {
            var (start, id, _, _) = ends[end];
            if (id == _unknownId && pieces.TryPeek(out var next) && next.Id == id)
            {
                _ = pieces.Pop();
                pieces.Push(new(id, start, next.End));
            }
            else
            {
                pieces.Push(new(id, start, end));
            }

            end = start;
        }

        return pieces;
    }

    private static void Improve(ref Best best, Best candidate)
    {
        if (!best.IsReached || candidate.Score > best.Score)
        {
            best = candidate;
        }
    }

    private readonly record struct Best(int Start, int Id, double Score, bool IsReached);
}
