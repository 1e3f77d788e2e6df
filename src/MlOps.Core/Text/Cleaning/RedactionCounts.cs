namespace MlOps.Text.Cleaning;

/// <summary>Counts places redacted, by kind. Not safe for threads.</summary>
public sealed class RedactionCounts
{
    private readonly Dictionary<string, long> _places = new(StringComparer.Ordinal);

    /// <summary>Number of places by kind; a kind that was never found is absent.</summary>
    public IReadOnlyDictionary<string, long> Places => _places;

    /// <summary>Counts one place.</summary>
    /// <param name="kind">For example email.</param>
    public void Add(string kind) => _places[kind] = _places.GetValueOrDefault(kind) + 1;

    /// <summary>Adds the places of other counts.</summary>
    /// <param name="others">Counts that stay as they are.</param>
    public void Add(RedactionCounts others)
    {
        foreach (var (kind, places) in others._places)
        {
            _places[kind] = _places.GetValueOrDefault(kind) + places;
        }
    }
}
