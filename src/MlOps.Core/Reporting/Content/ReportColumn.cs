namespace MlOps.Reporting.Content;

/// <summary>A column of a table.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="IsNumber">True for numbers, which are aligned at the right.</param>
public sealed record ReportColumn(ReportText Heading, bool IsNumber = false);
