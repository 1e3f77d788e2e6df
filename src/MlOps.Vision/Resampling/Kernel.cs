using MlOps.Pictures;

namespace MlOps.Vision.Resampling;

/// <summary>The weight of a pixel by its distance from where the new pixel stands.</summary>
/// <param name="Support">Pixels farther away weigh nothing; in pixels of the smaller of the two pictures.</param>
/// <param name="Weight">By the distance in the same pixels.</param>
internal sealed record Kernel(double Support, Func<double, double> Weight)
{
    private const double CubicA = -0.5; // Keys 1981, as Pillow's

    /// <summary>The kernel of a filter.</summary>
    /// <param name="filter">Any but nearest, which weighs nothing.</param>
    public static Kernel Of(ResampleFilter filter) => filter switch
    {
        ResampleFilter.Bilinear => new(1, Triangle),
        ResampleFilter.Bicubic => new(2, Cubic),
        ResampleFilter.Lanczos => new(3, Lanczos),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "has no kernel"),
    };

    private static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));

    private static double Cubic(double x)
    {
        x = Math.Abs(x);
        return x switch
        {
            < 1 => (((CubicA + 2) * x) - (CubicA + 3)) * x * x + 1,
            < 2 => (((x - 5) * x + 8) * x - 4) * CubicA,
            _ => 0,
        };
    }

    private static double Lanczos(double x) => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0;

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
