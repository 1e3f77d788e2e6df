namespace MlOps.Examples.Draw;

/// <summary>A kind of shape.</summary>
/// <param name="Name">What it is called; also its folder.</param>
/// <param name="Holds">Whether it holds a point; it lies within the circle of radius 1 around (0, 0), y upwards.</param>
internal sealed record Kind(string Name, Func<double, double, bool> Holds)
{
    public static IReadOnlyList<Kind> Known { get; } =
    [
        new("bar", (x, y) => Math.Abs(x) <= 0.95 && Math.Abs(y) <= 0.28),
        new("circle", (x, y) => Radius(x, y) <= 0.85),
        new("cross", (x, y) => Math.Min(Math.Abs(x), Math.Abs(y)) <= 0.27 && Math.Max(Math.Abs(x), Math.Abs(y)) <= 0.95),
        new("half", (x, y) => Radius(x, y) <= 0.95 && y >= -0.1),
        new("hexagon", (x, y) => Polygon(x, y, 6)),
        new("ring", (x, y) => Radius(x, y) is >= 0.55 and <= 0.9),
        new("square", (x, y) => Math.Max(Math.Abs(x), Math.Abs(y)) <= 0.7),
        new("triangle", (x, y) => Polygon(x, y, 3)),
    ];

    public static IReadOnlyList<Kind> New { get; } =
    [
        new("arrow", (x, y) => x is >= -0.95 and <= 0.2 && Math.Abs(y) <= 0.2 || x is >= 0.1 and <= 0.95 && Math.Abs(y) <= (0.95 - x) * 0.8),
        new("corner", (x, y) => x is >= -0.75 and <= 0.75 && y is >= -0.75 and <= -0.25 || x is >= -0.75 and <= -0.25 && y is >= -0.75 and <= 0.75),
        new("crescent", (x, y) => Radius(x, y) <= 0.9 && Radius(x - 0.45, y) > 0.75),
        new("heart", (x, y) => Heart(x * 1.3, y * 1.3)),
        new("star", (x, y) => Star(x, y)),
    ];

    private static double Radius(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static bool Polygon(double x, double y, int sides)
    {
        var slice = 2 * Math.PI / sides;
        var angle = Math.Atan2(x, y);
        var within = angle - (slice * Math.Round(angle / slice));
        return Radius(x, y) * Math.Cos((slice / 2) - Math.Abs(within)) <= 0.95 * Math.Cos(slice / 2);
    }

    private static bool Heart(double x, double y)
    {
        var disc = (x * x) + (y * y) - 1;
        return (disc * disc * disc) - (x * x * y * y * y) <= 0;
    }

    // the outline runs straight from a point at radius 1 to a notch at 0.4
    private static bool Star(double x, double y)
    {
        const double slice = Math.PI / 5;
        var angle = Math.Atan2(x, y);
        var within = Math.Abs(angle - (2 * slice * Math.Round(angle / (2 * slice))));
        var (notchX, notchY) = (0.4 * Math.Sin(slice), 0.4 * Math.Cos(slice));
        var (px, py) = (Radius(x, y) * Math.Sin(within), Radius(x, y) * Math.Cos(within));
        return (py - 1) * (notchX - 0) - ((px - 0) * (notchY - 1)) <= 0;
    }
}
