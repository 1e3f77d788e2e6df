namespace MlOps.Steps.Preprocess;

/// <summary>Chooses which rows stay and where they go. No choice depends on the order of the rows in the file.</summary>
/// <param name="spec">What to drop and how to divide.</param>
internal sealed class RowSelection(PreprocessSpec spec)
{
    /// <summary>The drop reason of rows whose text stands on a higher side too.</summary>
    public const string Overlap = "overlap";

    /// <summary>The drop reason of rows beyond the wanted number.</summary>
    public const string BeyondSubset = "subset";

    private readonly Dictionary<string, long> _dropped = new(StringComparer.Ordinal);

    /// <summary>Rows dropped, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped => _dropped;

    /// <summary>Texts that stand in the data with more than one label set.</summary>
    public long ConflictingTexts { get; private set; }

    /// <summary>Drops and divides.</summary>
    /// <param name="entries">Rows in any order; overwritten. Label sets are numbered in ordinal order.</param>
    /// <param name="signatures">By <see cref="RowEntry.Row"/>; empty when near-duplicates stay.</param>
    /// <returns>The rows that stay, each with its side.</returns>
    public ReadOnlySpan<RowEntry> Select(RowEntry[] entries, IReadOnlyList<uint[]> signatures)
    {
        var kept = entries.AsSpan();
        kept.Sort(RowEntry.CompareByText);
        kept = DropDuplicates(kept);
        if (spec.Drop.FirstOrDefault(rule => rule.Reason == DropRule.NearDuplicates) is { } near)
        {
            kept = DropNearDuplicates(kept, new NearDuplicates(signatures, near.Similarity));
        }

        kept.Sort(RowEntry.CompareByStratum);
        if (spec.Subset is { } rows && rows < kept.Length)
        {
            kept = KeepSubset(kept, rows);
        }

        Divide(kept);
        return kept;
    }

    // of the rows with one text: those of the highest side; of these, where duplicates go, one with the label that most of them carry
    private Span<RowEntry> DropDuplicates(Span<RowEntry> sorted)
    {
        var kept = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = EndOfText(sorted, start);
            var rows = sorted[start..end];
            var (side, leastLabelSet) = Examine(rows);
            var onlyLabelSet = spec.Drops(DropRule.Duplicates) ? MostFrequentLabelSet(rows, side) : (int?)null;
            var isTaken = false;
            foreach (var row in rows)
            {
                if (row.Side != side || (onlyLabelSet is { } only && (isTaken || row.LabelSet != only)))
                {
                    Count(onlyLabelSet is null ? Overlap : DropRule.Duplicates);
                    continue;
                }

                isTaken = true;
                sorted[kept++] = row with { Stratum = spec.Split.Stratify && spec.Target.HasLabels ? onlyLabelSet ?? leastLabelSet : 0 };
            }
        }

        return sorted[..kept];
    }

    private (Side Side, int LeastLabelSet) Examine(ReadOnlySpan<RowEntry> rows)
    {
        var (side, least, greatest) = (rows[0].Side, rows[0].LabelSet, rows[0].LabelSet);
        foreach (var row in rows)
        {
            side = row.Side > side ? row.Side : side;
            least = Math.Min(least, row.LabelSet);
            greatest = Math.Max(greatest, row.LabelSet);
        }

        ConflictingTexts += least == greatest || !spec.Target.HasLabels ? 0 : 1;
        return (side, least);
    }

    private static int MostFrequentLabelSet(ReadOnlySpan<RowEntry> rows, Side side)
    {
        if (rows.Length == 1)
        {
            return rows[0].LabelSet;
        }

        var counts = new SortedDictionary<int, int>();
        foreach (var row in rows)
        {
            if (row.Side == side)
            {
                counts[row.LabelSet] = counts.GetValueOrDefault(row.LabelSet) + 1;
            }
        }

        // the first of equals in ordinal order
        return counts.MaxBy(count => count.Value).Key;
    }

    // of the rows that are almost alike: the first of the highest side
    private Span<RowEntry> DropNearDuplicates(Span<RowEntry> entries, NearDuplicates near)
    {
        var groups = near.Group(entries);
        var best = new int[entries.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            best[i] = i;
            var first = groups[i];
            best[first] = entries[i].Side > entries[best[first]].Side ? i : best[first];
        }

        var kept = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            if (best[groups[i]] == i)
            {
                entries[kept++] = entries[i];
            }
            else
            {
                Count(DropRule.NearDuplicates);
            }
        }

        return entries[..kept];
    }

    private Span<RowEntry> KeepSubset(Span<RowEntry> entries, int rows)
    {
        var share = (double)rows / entries.Length;
        var choice = new Apportionment([share, 1 - share]);
        var kept = 0;
        for (int start = 0, end; start < entries.Length; start = end)
        {
            end = EndOfText(entries, start);
            if (choice.Give(end - start) == 0)
            {
                entries[start..end].CopyTo(entries[kept..]);
                kept += end - start;
            }
        }

        _dropped[BeyondSubset] = entries.Length - kept;
        return entries[..kept];
    }

    private void Divide(Span<RowEntry> entries)
    {
        // beside given files, only the train file is divided, and only when validation has none
        var validation = (spec.Split.Validation.Percent ?? 0) / 100;
        var test = (spec.Split.Test.Percent ?? 0) / 100;
        var choice = new Apportionment([1 - validation - test, validation, test]);
        for (int start = 0, end; start < entries.Length; start = end)
        {
            end = EndOfText(entries, start);
            if (entries[start].Side is Side.None or Side.Train)
            {
                var side = Side.Train + (byte)choice.Give(end - start);
                foreach (ref var row in entries[start..end])
                {
                    row.Side = side;
                }
            }
        }
    }

    private static int EndOfText(ReadOnlySpan<RowEntry> sorted, int start)
    {
        var end = start + 1;
        while (end < sorted.Length && sorted[end].HasTextOf(sorted[start]))
        {
            end++;
        }

        return end;
    }

    private void Count(string reason) => _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
}
