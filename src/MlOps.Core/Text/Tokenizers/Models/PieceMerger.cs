namespace MlOps.Text.Tokenizers.Models;

/// <summary>Merges the pieces of one word. Its time grows with n log n, so that a word without end does no harm.</summary>
/// <param name="rules">Which pieces may become one.</param>
internal sealed class PieceMerger(MergeRules rules)
{
    private const int None = -1;

    private readonly List<Link> _links = [];
    private readonly PriorityQueue<Candidate, long> _queue = new();

    /// <summary>Adds a piece at the end.</summary>
    public void Add(Piece piece)
    {
        if (_links.Count > 0)
        {
            _links[^1] = _links[^1] with { Next = _links.Count };
        }

        _links.Add(new(piece, _links.Count - 1, None));
    }

    /// <summary>The pieces after all merges.</summary>
    public Piece[] Merge()
    {
        for (var place = 0; place < _links.Count - 1; place++)
        {
            Offer(place);
        }

        while (_queue.TryDequeue(out var candidate, out _))
        {
            // the pair may have become another since it was offered; it counts while it becomes the same token
            var left = _links[candidate.Place];
            if (!left.IsMerged && left.Next != None && FindRule(left)?.Result == candidate.Result)
            {
                Join(candidate.Place, candidate.Result);
            }
        }

        return [.. _links.Where(link => !link.IsMerged).Select(link => link.Piece)];
    }

    private void Join(int place, int result)
    {
        var left = _links[place];
        var right = _links[left.Next];
        _links[left.Next] = right with { IsMerged = true };
        _links[place] = left with { Piece = new(result, left.Piece.Start, right.Piece.End), Next = right.Next };
        if (right.Next != None)
        {
            _links[right.Next] = _links[right.Next] with { Previous = place };
        }

        if (left.Previous != None)
        {
            Offer(left.Previous);
        }

        Offer(place);
    }

    // lowest rank first, and of one rank the leftmost
    private void Offer(int place)
    {
        var link = _links[place];
        if (link.Next != None && FindRule(link) is { } merge)
        {
            _queue.Enqueue(new(place, merge.Result), ((long)merge.Rank << 32) | (uint)place);
        }
    }

    private Merge? FindRule(Link left) => rules.Find(left.Piece.Id, _links[left.Next].Piece.Id);

    private readonly record struct Candidate(int Place, int Result);

    private readonly record struct Link(Piece Piece, int Previous, int Next, bool IsMerged = false);
}
