namespace MlOps.Metrics;

/// <summary>The metrics that are the mean of one number a row.</summary>
internal sealed class RowScores
{
    // the smallest probability that log-loss counts, as scikit-learn has it for doubles
    private const double Least = 2.220446049250313e-16;

    // with k classes, the top k holds every row's
    private static readonly int[] TopPlaces = [3, 5];

    private RowScores(IReadOnlyList<string> names, double[][] values) => (Names, Values) = (names, values);

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>[names][N]: each row's number.</summary>
    public double[][] Values { get; }

    /// <summary>Computes every row's numbers.</summary>
    /// <param name="rows">Any rows.</param>
    public static RowScores Of(ScoredRows rows) => rows.IsMultiLabel ? OfMultiLabel(rows) : OfSingleLabel(rows);

    private static RowScores OfSingleLabel(ScoredRows rows)
    {
        var places = TopPlaces.Where(places => places < rows.Classes).ToArray();
        return Fill(["accuracy", "log-loss", "brier", .. places.Select(count => $"top-{count}-accuracy")], rows, (row, values) =>
        {
            var probabilities = rows.Probabilities(row);
            var actual = probabilities[rows.TrueClass(row)];
            values[0] = rows.PredictedClass(row) == rows.TrueClass(row) ? 1 : 0;
            values[1] = -Math.Log(Math.Clamp(actual, Least, 1));
            values[2] = SquaredError(rows, row);
            for (var i = 0; i < places.Length; i++)
            {
                values[3 + i] = IsAmongTop(probabilities, rows.TrueClass(row), places[i]) ? 1 : 0;
            }
        });
    }

    private static RowScores OfMultiLabel(ScoredRows rows) =>
        Fill(
            ["accuracy", "subset-accuracy", "hamming-loss", "log-loss", "brier", "precision.samples", "recall.samples", "f1.samples"],
            rows,
            (row, values) =>
            {
                var counts = CountLabels(rows, row);
                var wrong = counts.FalsePositives + counts.FalseNegatives;
                values[0] = wrong == 0 ? 1 : 0;
                values[1] = values[0];
                values[2] = (double)wrong / rows.Classes;
                values[3] = BinaryLogLoss(rows, row);
                values[4] = SquaredError(rows, row) / rows.Classes;
                values[5] = counts.Precision;
                values[6] = counts.Recall;
                values[7] = counts.F1;
            });

    private static RowScores Fill(string[] names, ScoredRows rows, Action<int, double[]> score)
    {
        var values = names.Select(_ => new double[rows.Count]).ToArray();
        var ofRow = new double[names.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            score(row, ofRow);
            for (var name = 0; name < names.Length; name++)
            {
                values[name][row] = ofRow[name];
            }
        }

        return new(names, values);
    }

    private static double SquaredError(ScoredRows rows, int row)
    {
        var probabilities = rows.Probabilities(row);
        var sum = 0.0;
        for (var c = 0; c < probabilities.Length; c++)
        {
            var error = probabilities[c] - (rows.IsTrue(row, c) ? 1 : 0);
            sum += error * error;
        }

        return sum;
    }

    private static double BinaryLogLoss(ScoredRows rows, int row)
    {
        var probabilities = rows.Probabilities(row);
        var sum = 0.0;
        for (var c = 0; c < probabilities.Length; c++)
        {
            var actual = rows.IsTrue(row, c) ? probabilities[c] : 1 - probabilities[c];
            sum -= Math.Log(Math.Clamp(actual, Least, 1));
        }

        return sum / probabilities.Length;
    }

    private static LabelCounts CountLabels(ScoredRows rows, int row)
    {
        var counts = default(LabelCounts);
        for (var c = 0; c < rows.Classes; c++)
        {
            counts = counts.Plus(rows.Outcome(row, c));
        }

        return counts;
    }

    // of equal probabilities the class with the higher index comes first, as scikit-learn orders them
    private static bool IsAmongTop(ReadOnlySpan<double> probabilities, int actual, int places)
    {
        var before = 0;
        for (var c = 0; c < probabilities.Length; c++)
        {
            before += probabilities[c] > probabilities[actual] || (probabilities[c] == probabilities[actual] && c > actual) ? 1 : 0;
        }

        return before < places;
    }
}
