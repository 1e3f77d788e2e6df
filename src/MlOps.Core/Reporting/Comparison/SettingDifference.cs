namespace MlOps.Reporting.Comparison;

/// <summary>Something that a step depends on and that differs between two runs.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Name">What it is: <c>setting epochs</c>, <c>input mail.jsonl</c>.</param>
/// <param name="A">Its value in the first run; null where that has none.</param>
/// <param name="B">Its value in the second run; null where that has none.</param>
public sealed record SettingDifference(string Step, string Name, string? A, string? B);
