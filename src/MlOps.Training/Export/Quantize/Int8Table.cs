namespace MlOps.Training.Export.Quantize;

/// <summary>A table of weights as whole numbers: symmetric, so that 0 stays 0, with one scale a row or a column.</summary>
/// <param name="Values">[rows * columns], row after row.</param>
/// <param name="Scales">What 1 stands for, by row or by column.</param>
internal sealed record Int8Table(sbyte[] Values, float[] Scales)
{
    /// <summary>
    /// The largest weight of a matrix product, in magnitude. CPUs without VNNI instructions add two products of an activation (0 to 255) and a weight
    /// in 16 bits that saturate: with 64, 2 x 255 x 64 = 32,640 stays below 32,767, so that every CPU computes the same sums and a model that was judged on one holds on all.
    /// </summary>
    public const int MostOfProduct = 64;

    /// <summary>The largest weight of a table that is only looked up, in magnitude.</summary>
    public const int MostOfLookup = 127;

    /// <summary>One scale a column, for a matrix product with activations on the left.</summary>
    /// <param name="weights">[rows * columns].</param>
    /// <param name="columns">Outputs of the layer.</param>
    public static Int8Table PerColumn(ReadOnlySpan<float> weights, int columns)
    {
        var largest = new float[columns];
        for (var i = 0; i < weights.Length; i++)
        {
            largest[i % columns] = MathF.Max(largest[i % columns], MathF.Abs(weights[i]));
        }

        var scales = Array.ConvertAll(largest, value => Scale(value, MostOfProduct));
        var values = new sbyte[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            values[i] = Nearest(weights[i], scales[i % columns], MostOfProduct);
        }

        return new(values, scales);
    }

    /// <summary>One scale a row, for a table whose rows are looked up.</summary>
    /// <param name="weights">[rows * columns].</param>
    /// <param name="columns">Numbers of a row.</param>
    public static Int8Table PerRow(ReadOnlySpan<float> weights, int columns)
    {
        var scales = new float[weights.Length / columns];
        var values = new sbyte[weights.Length];
        for (var row = 0; row < scales.Length; row++)
        {
            var numbers = weights.Slice(row * columns, columns);
            var largest = 0f;
            foreach (var number in numbers)
            {
                largest = MathF.Max(largest, MathF.Abs(number));
            }

            scales[row] = Scale(largest, MostOfLookup);
            for (var column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = Nearest(numbers[column], scales[row], MostOfLookup);
            }
        }

        return new(values, scales);
    }

    // weights that are all 0 have any scale
    private static float Scale(float largest, int most) => largest == 0 ? 1 : largest / most;

    private static sbyte Nearest(float weight, float scale, int most) => (sbyte)Math.Clamp((int)MathF.Round(weight / scale), -most, most);
}
