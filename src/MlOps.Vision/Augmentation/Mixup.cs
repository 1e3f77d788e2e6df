namespace MlOps.Vision.Augmentation;

/// <summary>How the pictures of a batch are mixed: each with a share of itself and the rest of another.</summary>
/// <param name="Share">What stays of each picture, and of its label; from 0 to 1.</param>
/// <param name="Partners">[B], the picture that the rest is of.</param>
/// <remarks>Zhang, Cisse, Dauphin, Lopez-Paz 2018, "mixup: Beyond Empirical Risk Minimization".</remarks>
public sealed record Mixup(double Share, IReadOnlyList<int> Partners)
{
    /// <summary>Draws the share from a symmetric Beta distribution, and a partner for each picture.</summary>
    /// <param name="alpha">Both parameters of the distribution; above 0.</param>
    /// <param name="rows">Pictures of the batch, B.</param>
    /// <param name="draws">The batch's chance.</param>
    public static Mixup Draw(double alpha, int rows, Draws draws)
    {
        var (a, b) = (Gamma(alpha, draws), Gamma(alpha, draws));
        var partners = Enumerable.Range(0, rows).ToArray();
        for (var left = rows; left > 1; left--)
        {
            var next = draws.Below(left);
            (partners[next], partners[left - 1]) = (partners[left - 1], partners[next]);
        }

        // for the smallest alphas both may be 0
        return new(a + b > 0 ? a / (a + b) : 0.5, partners);
    }

    /// <summary>Mixes rows of numbers: pixels, or indicators of labels.</summary>
    /// <param name="values">[B, N], row after row.</param>
    /// <returns>[B, N].</returns>
    public float[] Mix(float[] values)
    {
        var length = values.Length / Partners.Count;
        var (share, rest) = ((float)Share, (float)(1 - Share));
        var mixed = new float[values.Length];
        for (var row = 0; row < Partners.Count; row++)
        {
            var own = values.AsSpan(row * length, length);
            var other = values.AsSpan(Partners[row] * length, length);
            var into = mixed.AsSpan(row * length, length);
            for (var i = 0; i < length; i++)
            {
                into[i] = (share * own[i]) + (rest * other[i]);
            }
        }

        return mixed;
    }

    // Marsaglia and Tsang 2000, "A Simple Method for Generating Gamma Variables"; below 1 by their section 6
    private static double Gamma(double shape, Draws draws)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1, draws) * Math.Pow(1 - draws.Next(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        while (true)
        {
            var x = Normal(draws);
            var v = Math.Pow(1 + (x / Math.Sqrt(9 * d)), 3);
            if (v > 0 && Math.Log(1 - draws.Next()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    // Box and Muller 1958
    private static double Normal(Draws draws) => Math.Sqrt(-2 * Math.Log(1 - draws.Next())) * Math.Cos(2 * Math.PI * draws.Next());
}
