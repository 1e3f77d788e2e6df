namespace MlOps.Drift;

/// <summary>How often each name of a feature occurs, in bounded space: the most frequent names, and all others together.</summary>
/// <param name="Count">How many names there were in all, each occurrence counted.</param>
/// <param name="Counts">Occurrences of the names that are kept, in ordinal order of the names.</param>
public sealed record CategoryProfile(long Count, IReadOnlyDictionary<string, long> Counts)
{
    /// <summary>Most names that are kept.</summary>
    public const int MaxNames = 1_000;

    /// <summary>The profile of counted names.</summary>
    /// <param name="counts">Every name with its occurrences.</param>
    public static CategoryProfile Of(IReadOnlyDictionary<string, long> counts) => new(
        counts.Values.Sum(),
        new SortedDictionary<string, long>(MostFrequent(counts, MaxNames).ToDictionary(), StringComparer.Ordinal));

    /// <summary>The most frequent of the names that are kept; of equally frequent ones those first that come first in ordinal order.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<string> MostFrequent(int most) => [.. MostFrequent(Counts, most).Select(name => name.Key)];

    /// <summary>Occurrences of some names, then those of all others together.</summary>
    /// <param name="names">Names, each once.</param>
    public IReadOnlyList<long> CountOf(IReadOnlyList<string> names)
    {
        long[] counts = [.. names.Select(name => Counts.GetValueOrDefault(name))];
        return [.. counts, Count - counts.Sum()];
    }

    private static IEnumerable<KeyValuePair<string, long>> MostFrequent(IReadOnlyDictionary<string, long> counts, int most) =>
        counts.OrderByDescending(name => name.Value).ThenBy(name => name.Key, StringComparer.Ordinal).Take(most);
}
