namespace MlOps.Reporting.Content;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Points">At least one, by growing x; all finite.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points);
