namespace MlOps.Metrics;

/// <summary>How far stated confidence is from the share that turns out right.</summary>
/// <remarks>Naeini, Cooper, Hauskrecht 2015: expected calibration error.</remarks>
internal static class CalibrationError
{
    /// <summary>Bins of equal width over 0 to 1; a value on an edge belongs to the bin below it.</summary>
    public const int Bins = 15;

    /// <summary>The mean distance of confidence and accuracy over the bins, weighted by their rows.</summary>
    /// <param name="rows">Single-label rows: the confidence is the highest probability of each.</param>
    public static double Of(ScoredRows rows)
    {
        var surplus = new double[Bins];
        for (var row = 0; row < rows.Count; row++)
        {
            var predicted = rows.PredictedClass(row);
            var confidence = rows.Probabilities(row)[predicted];
            var bin = Math.Clamp((int)Math.Ceiling(confidence * Bins) - 1, 0, Bins - 1);
            surplus[bin] += (predicted == rows.TrueClass(row) ? 1 : 0) - confidence;
        }

        return surplus.Sum(Math.Abs) / rows.Count;
    }
}
