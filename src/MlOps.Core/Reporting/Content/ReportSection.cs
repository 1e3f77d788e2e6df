namespace MlOps.Reporting.Content;

/// <summary>A section of a report.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Blocks">Its parts; a section without any is left out.</param>
public sealed record ReportSection(string Heading, IReadOnlyList<ReportBlock> Blocks);
