namespace MlOps.Steps.Preprocess;

/// <summary>Counts the rows of one split.</summary>
/// <param name="labelSets">The labels of each label set.</param>
internal sealed class SplitCount(IReadOnlyList<IReadOnlyList<string>> labelSets)
{
    private readonly long[] _rowsOfSet = new long[labelSets.Count];
    private readonly SortedDictionary<int, long> _rowsOfLength = [];

    /// <summary>Number of rows.</summary>
    public long Rows { get; private set; }

    /// <summary>Counts one row.</summary>
    public void Add(in RowEntry row)
    {
        Rows++;
        _rowsOfSet[row.LabelSet]++;
        _rowsOfLength[row.Length] = _rowsOfLength.GetValueOrDefault(row.Length) + 1;
    }

    /// <summary>The labels of its rows.</summary>
    public IEnumerable<string> Labels() => labelSets.Where((_, set) => _rowsOfSet[set] > 0).SelectMany(labels => labels);

    /// <summary>What the data card says of it.</summary>
    /// <param name="name">The split's name.</param>
    /// <param name="labels">Every label of the data.</param>
    public SplitCard ToCard(string name, IReadOnlyList<string> labels)
    {
        var classes = labels.ToDictionary(label => label, _ => 0L, StringComparer.Ordinal);
        for (var set = 0; set < labelSets.Count; set++)
        {
            foreach (var label in _rowsOfSet[set] > 0 ? labelSets[set] : [])
            {
                classes[label] += _rowsOfSet[set];
            }
        }

        var lengths = new Dictionary<string, double>
        {
            ["min"] = Percentile(0),
            ["p50"] = Percentile(0.5),
            ["p95"] = Percentile(0.95),
            ["max"] = Percentile(1),
        };
        return new(name, Rows, classes, lengths);
    }

    // the least length that this share of the rows does not exceed
    private double Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Rows));
        var seen = 0L;
        foreach (var (length, rows) in _rowsOfLength)
        {
            seen += rows;
            if (seen >= wanted)
            {
                return length;
            }
        }

        return 0;
    }
}
