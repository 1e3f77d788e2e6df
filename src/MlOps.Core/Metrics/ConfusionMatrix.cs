namespace MlOps.Metrics;

/// <summary>Rows counted by true and predicted class.</summary>
/// <param name="classes">Number of classes, C.</param>
public sealed class ConfusionMatrix(int classes)
{
    private readonly long[] _cells = new long[classes * classes];

    /// <summary>Counts every row.</summary>
    /// <param name="rows">Single-label rows.</param>
    public static ConfusionMatrix Of(ScoredRows rows)
    {
        var matrix = new ConfusionMatrix(rows.Classes);
        for (var row = 0; row < rows.Count; row++)
        {
            matrix.Add(rows.TrueClass(row), rows.PredictedClass(row));
        }

        return matrix;
    }

    /// <summary>[C][C]: rows by true class (first index) and predicted class.</summary>
    public IReadOnlyList<IReadOnlyList<long>> ToRows() => [.. _cells.Chunk(classes)];

    /// <summary>Counts one row.</summary>
    /// <param name="trueClass">0 to C-1.</param>
    /// <param name="predictedClass">0 to C-1.</param>
    internal void Add(int trueClass, int predictedClass) => _cells[(trueClass * classes) + predictedClass]++;

    /// <summary>Forgets every row.</summary>
    internal void Clear() => Array.Clear(_cells);

    /// <summary>The counts of each class against all others.</summary>
    internal LabelCounts[] PerClass()
    {
        var counts = new LabelCounts[classes];
        for (var t = 0; t < classes; t++)
        {
            for (var p = 0; p < classes; p++)
            {
                var rows = _cells[(t * classes) + p];
                if (t == p)
                {
                    counts[t] = counts[t].Plus(new(rows, 0, 0));
                    continue;
                }

                counts[t] = counts[t].Plus(new(0, 0, rows));
                counts[p] = counts[p].Plus(new(0, rows, 0));
            }
        }

        return counts;
    }
}
