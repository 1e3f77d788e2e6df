namespace MlOps.Text.Readers;

/// <summary>What <see cref="ColumnGuess"/> has seen of one column.</summary>
/// <param name="name">The column.</param>
internal sealed class ColumnSample(string name)
{
    private const int MostLabels = 200;

    private readonly SortedSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>The column.</summary>
    public string Name => name;

    /// <summary>Length of all values together.</summary>
    public long Characters { get; private set; }

    /// <summary>The different values; no more are kept than a label column may have, and one.</summary>
    public IReadOnlyCollection<string> Values => _values;

    /// <summary>Looks at the value of one row.</summary>
    public void Add(string value)
    {
        Characters += value.Length;
        if (_values.Count <= MostLabels)
        {
            _ = _values.Add(value);
        }
    }

    /// <summary>True when there are a few values, and each stands for at least three rows on average.</summary>
    /// <param name="rows">Rows looked at.</param>
    public bool LooksLikeLabel(int rows) => _values.Count is > 1 and <= MostLabels && _values.Count * 3 <= rows;
}
