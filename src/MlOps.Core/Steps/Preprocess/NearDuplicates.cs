namespace MlOps.Steps.Preprocess;

/// <summary>Finds texts that are almost like another, by locality-sensitive hashing of their <see cref="MinHash"/> signatures.</summary>
/// <remarks>Leskovec, Rajaraman, Ullman 2014, "Mining of Massive Datasets", section 3.4: 24 bands of 4 rows find a pair of similarity 0.8 with
/// probability 0.99999, one of 0.6 with 0.96.</remarks>
internal sealed class NearDuplicates
{
    private const int Bands = 24;
    private const int RowsInBand = MinHash.Places / Bands;

    private readonly IReadOnlyList<uint[]> _signatures;
    private readonly double _similarity;

    /// <param name="signatures">By <see cref="RowEntry.Row"/>.</param>
    /// <param name="similarity">From here on two texts count as one.</param>
    public NearDuplicates(IReadOnlyList<uint[]> signatures, double similarity)
    {
        _signatures = signatures;
        _similarity = similarity;
    }

    /// <summary>Groups texts; a text belongs to a group when it is almost like any text of it.</summary>
    /// <param name="entries">Rows in an order that doesn't depend on the order of the file.</param>
    /// <returns>For each entry the index of its group's first entry.</returns>
    public int[] Group(ReadOnlySpan<RowEntry> entries)
    {
        var groups = new int[entries.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = i;
        }

        var keys = new ulong[entries.Length];
        var order = new int[entries.Length];
        for (var band = 0; band < Bands; band++)
        {
            for (var i = 0; i < entries.Length; i++)
            {
                keys[i] = BandKey(_signatures[entries[i].Row], band);
                order[i] = i;
            }

            Array.Sort(keys, order);
            JoinNeighbours(entries, keys, order, groups);
        }

        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = First(groups, i);
        }

        return groups;
    }

    // each is compared with the first of its bucket and the one before it: a bucket of n costs 2n, not n * n
    private void JoinNeighbours(ReadOnlySpan<RowEntry> entries, ulong[] keys, int[] order, int[] groups)
    {
        var first = 0;
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] != keys[first])
            {
                first = i;
                continue;
            }

            Join(entries, order[first], order[i], groups);
            Join(entries, order[i - 1], order[i], groups);
        }
    }

    private void Join(ReadOnlySpan<RowEntry> entries, int a, int b, int[] groups)
    {
        var (first, second) = (First(groups, a), First(groups, b));
        if (first != second && MinHash.Similarity(_signatures[entries[a].Row], _signatures[entries[b].Row]) >= _similarity)
        {
            groups[Math.Max(first, second)] = Math.Min(first, second);
        }
    }

    private static int First(int[] groups, int i)
    {
        while (groups[i] != i)
        {
            // halving the path keeps later walks short
            groups[i] = groups[groups[i]];
            i = groups[i];
        }

        return i;
    }

    private static ulong BandKey(uint[] signature, int band)
    {
        var key = 0UL;
        foreach (var value in signature.AsSpan(band * RowsInBand, RowsInBand))
        {
            key = (key ^ value) * 0x9E3779B97F4A7C15;
            key ^= key >> 29;
        }

        return key;
    }
}
