namespace MlOps.Steps;

/// <summary>One row of a prepared split.</summary>
/// <param name="Row">Number of the row in the source, counted from 1 over all its files, header lines left out.</param>
/// <param name="Text">The text after cleaning and redaction.</param>
/// <param name="Labels">Its label; for multi-label data any number of them.</param>
/// <param name="Columns">The other columns' raw values by name.</param>
public sealed record PreparedRow(
    long Row,
    string Text,
    IReadOnlyList<string> Labels,
    IReadOnlyDictionary<string, string> Columns);
