namespace MlOps.Metrics.Regression;

/// <summary>The metrics of one target.</summary>
internal static class RegressionScores
{
    /// <summary>The metrics, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mse", "rmse", "mae", "r2", "pearson", "spearman"];

    /// <summary>Computes them.</summary>
    /// <param name="actual">[N], what is true.</param>
    /// <param name="predicted">[N], what the model says.</param>
    /// <returns>One value a name; NaN where undefined: a correlation of what never varies, anything of no row.</returns>
    public static double[] Of(double[] actual, double[] predicted)
    {
        if (actual.Length == 0)
        {
            return [.. Names.Select(_ => double.NaN)];
        }

        var (squares, absolutes) = (0.0, 0.0);
        for (var row = 0; row < actual.Length; row++)
        {
            var error = predicted[row] - actual[row];
            squares += error * error;
            absolutes += Math.Abs(error);
        }

        var mean = actual.Average();
        var spread = actual.Sum(value => (value - mean) * (value - mean));
        var mse = squares / actual.Length;
        return
        [
            mse,
            Math.Sqrt(mse),
            absolutes / actual.Length,
            spread > 0 ? 1 - (squares / spread) : double.NaN,
            Correlation(actual, predicted),
            Correlation(Ranks(actual), Ranks(predicted)),
        ];
    }

    private static double Correlation(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var row = 0; row < x.Length; row++)
        {
            var (dx, dy) = (x[row] - meanX, y[row] - meanY);
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : double.NaN;
    }

    // equals share the mean of their ranks
    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(row => values[row]).ToArray();
        var ranks = new double[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            foreach (var row in order[start..end])
            {
                ranks[row] = (start + end - 1) / 2.0;
            }
        }

        return ranks;
    }
}
