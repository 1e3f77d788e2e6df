namespace MlOps.Metrics.Gates;

/// <summary>What comparisons are written as, and when they hold.</summary>
internal static class Comparisons
{
    /// <summary>Sides that differ by no more count as equal, so that 0.35 - 0.34 is at least 0.01.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>The signs, those first that begin with another.</summary>
    public static IReadOnlyList<(string Sign, Comparison Comparison)> Signs { get; } =
    [
        (">=", Comparison.AtLeast),
        ("<=", Comparison.AtMost),
        ("==", Comparison.Equal),
        (">", Comparison.MoreThan),
        ("<", Comparison.LessThan),
    ];

    /// <summary>The sign of a comparison.</summary>
    /// <param name="comparison">Any comparison.</param>
    public static string Sign(this Comparison comparison) => Signs.First(sign => sign.Comparison == comparison).Sign;

    /// <summary>True when the comparison holds, with <see cref="Tolerance"/>.</summary>
    /// <param name="comparison">Any comparison.</param>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    public static bool Holds(this Comparison comparison, double left, double right) => comparison switch
    {
        Comparison.AtLeast => left >= right - Tolerance,
        Comparison.MoreThan => left > right + Tolerance,
        Comparison.AtMost => left <= right + Tolerance,
        Comparison.LessThan => left < right - Tolerance,
        _ => Math.Abs(left - right) <= Tolerance,
    };
}
