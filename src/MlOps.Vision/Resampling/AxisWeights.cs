namespace MlOps.Vision.Resampling;

/// <summary>For each pixel of a resized row or column: which pixels of the original make it, and with what weights.</summary>
/// <remarks>The weights are Pillow's fixed-point numbers with 22 bits behind the point, so that the same pixels come out.</remarks>
internal sealed class AxisWeights
{
    /// <summary>Bits behind the point: 32, less 8 of the pixel, less 2 for sums beyond its range.</summary>
    public const int FractionBits = 32 - 8 - 2;

    private readonly int[] _weights;
    private readonly int _most;

    private AxisWeights(int length, int most)
    {
        First = new int[length];
        Count = new int[length];
        _weights = new int[length * most];
        _most = most;
    }

    /// <summary>The first pixel of the original, by the new one.</summary>
    public int[] First { get; }

    /// <summary>How many pixels of the original, by the new one.</summary>
    public int[] Count { get; }

    /// <summary>The weights of a new pixel; they sum to 1, but for rounding.</summary>
    /// <param name="place">The new pixel.</param>
    public ReadOnlySpan<int> Of(int place) => _weights.AsSpan(place * _most, Count[place]);

    /// <summary>Computes the weights of an axis.</summary>
    /// <param name="from">Pixels before.</param>
    /// <param name="to">Pixels after.</param>
    /// <param name="kernel">The filter; widened by from / to where that is more than 1.</param>
    public static AxisWeights Compute(int from, int to, Kernel kernel)
    {
        var scale = (double)from / to;
        var widening = Math.Max(scale, 1);
        var support = kernel.Support * widening;
        var axis = new AxisWeights(to, ((int)Math.Ceiling(support) * 2) + 1);
        var exact = new double[axis._most];
        for (var place = 0; place < to; place++)
        {
            var center = (place + 0.5) * scale;
            var first = Math.Max((int)(center - support + 0.5), 0);
            var count = Math.Min((int)(center + support + 0.5), from) - first;
            (axis.First[place], axis.Count[place]) = (first, count);

            // in Pillow's order of operations, as the last bit counts
            var sum = 0.0;
            for (var i = 0; i < count; i++)
            {
                exact[i] = kernel.Weight((i + first - center + 0.5) * (1 / widening));
                sum += exact[i];
            }

            for (var i = 0; i < count; i++)
            {
                axis._weights[(place * axis._most) + i] = ToFixed(sum == 0 ? exact[i] : exact[i] / sum);
            }
        }

        return axis;
    }

    private static int ToFixed(double weight) => (int)((weight * (1 << FractionBits)) + (weight < 0 ? -0.5 : 0.5));
}
