namespace MlOps.Metrics;

/// <summary>Rows with what is true of them and what a model says; C classes, N rows.</summary>
public sealed class ScoredRows
{
    /// <summary>From this probability on, a label of a multi-label row is predicted.</summary>
    public const double Threshold = 0.5;

    private readonly int[] _trueClasses;
    private readonly int[] _predictedClasses;
    private readonly bool[] _trueLabels;
    private readonly double[] _probabilities;

    private ScoredRows(int classes, bool isMultiLabel, int[] trueClasses, bool[] trueLabels, double[] probabilities)
    {
        (Classes, Count, IsMultiLabel) = (classes, probabilities.Length / classes, isMultiLabel);
        (_trueClasses, _trueLabels, _probabilities) = (trueClasses, trueLabels, probabilities);
        _predictedClasses = isMultiLabel ? [] : [.. Enumerable.Range(0, Count).Select(Highest)];
    }

    /// <summary>C.</summary>
    public int Classes { get; }

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>True when each label is decided by itself, false when one class is chosen.</summary>
    public bool IsMultiLabel { get; }

    /// <summary>Rows of which each has one class.</summary>
    /// <param name="classes">C.</param>
    /// <param name="trueClasses">[N], each 0 to C-1.</param>
    /// <param name="probabilities">[N * C], row after row, each row with the sum 1.</param>
    public static ScoredRows SingleLabel(int classes, int[] trueClasses, double[] probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, (long)trueClasses.Length * classes);
        return new(classes, false, trueClasses, [], probabilities);
    }

    /// <summary>Rows of which each has any number of labels.</summary>
    /// <param name="classes">C.</param>
    /// <param name="trueLabels">[N * C], row after row.</param>
    /// <param name="probabilities">[N * C], row after row, each from 0 to 1 by itself.</param>
    public static ScoredRows MultiLabel(int classes, bool[] trueLabels, double[] probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, trueLabels.Length);
        return new(classes, true, [], trueLabels, probabilities);
    }

    /// <summary>The class of a single-label row.</summary>
    /// <param name="row">0 to N-1.</param>
    public int TrueClass(int row) => _trueClasses[row];

    /// <summary>The class with the highest probability of a single-label row, the first of equals.</summary>
    /// <param name="row">0 to N-1.</param>
    public int PredictedClass(int row) => _predictedClasses[row];

    /// <summary>True when a label is true of a row.</summary>
    /// <param name="row">0 to N-1.</param>
    /// <param name="label">0 to C-1.</param>
    public bool IsTrue(int row, int label) => IsMultiLabel ? _trueLabels[(row * Classes) + label] : _trueClasses[row] == label;

    /// <summary>True when the model gives a row a label.</summary>
    /// <param name="row">0 to N-1.</param>
    /// <param name="label">0 to C-1.</param>
    public bool IsPredicted(int row, int label) =>
        IsMultiLabel ? _probabilities[(row * Classes) + label] >= Threshold : _predictedClasses[row] == label;

    /// <summary>How the decision about a label turned out for a row: at most one of the counts is 1.</summary>
    /// <param name="row">0 to N-1.</param>
    /// <param name="label">0 to C-1.</param>
    internal LabelCounts Outcome(int row, int label) => (IsTrue(row, label), IsPredicted(row, label)) switch
    {
        (true, true) => new(1, 0, 0),
        (false, true) => new(0, 1, 0),
        (true, false) => new(0, 0, 1),
        _ => default,
    };

    /// <summary>[C], what the model says of a row.</summary>
    /// <param name="row">0 to N-1.</param>
    public ReadOnlySpan<double> Probabilities(int row) => _probabilities.AsSpan(row * Classes, Classes);

    /// <summary>Some of the rows, in the order given.</summary>
    /// <param name="rows">Each 0 to N-1.</param>
    public ScoredRows Select(IReadOnlyCollection<int> rows)
    {
        var probabilities = new double[rows.Count * Classes];
        var labels = new bool[IsMultiLabel ? probabilities.Length : 0];
        var place = 0;
        foreach (var row in rows)
        {
            Array.Copy(_probabilities, row * Classes, probabilities, place, Classes);
            if (IsMultiLabel)
            {
                Array.Copy(_trueLabels, row * Classes, labels, place, Classes);
            }

            place += Classes;
        }

        return new(Classes, IsMultiLabel, IsMultiLabel ? [] : [.. rows.Select(TrueClass)], labels, probabilities);
    }

    private int Highest(int row)
    {
        var probabilities = Probabilities(row);
        var best = 0;
        for (var c = 1; c < probabilities.Length; c++)
        {
            best = probabilities[c] > probabilities[best] ? c : best;
        }

        return best;
    }
}
