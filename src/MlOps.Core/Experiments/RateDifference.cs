using MlOps.Metrics;

namespace MlOps.Experiments;

/// <summary>How much larger the share of one arm is than another's, looked at once, when the trials were decided on beforehand.</summary>
public static class RateDifference
{
    /// <summary>The 95 % interval of the difference, second less first; null where either has no trial.</summary>
    /// <param name="first">An arm.</param>
    /// <param name="second">Another.</param>
    /// <remarks>Newcombe 1998, Interval estimation for the difference between independent proportions, method 10: made of the two Wilson intervals.</remarks>
    public static Interval? Interval(Rate first, Rate second)
    {
        if (first.Interval() is not { } a || second.Interval() is not { } b)
        {
            return null;
        }

        var (p, q) = (first.Share!.Value, second.Share!.Value);
        return new(
            q - p - Math.Sqrt(Square(q - b.Low) + Square(a.High - p)),
            q - p + Math.Sqrt(Square(b.High - q) + Square(p - a.Low)));
    }

    private static double Square(double x) => x * x;
}
