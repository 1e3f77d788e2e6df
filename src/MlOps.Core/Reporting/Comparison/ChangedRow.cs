namespace MlOps.Reporting.Comparison;

/// <summary>A test row about which two runs do not agree.</summary>
/// <param name="Row">Its number in the data of the second run, counted from 1.</param>
/// <param name="Text">Its text, as the second run prepared it.</param>
/// <param name="Labels">What is true of it.</param>
/// <param name="A">What the first run says.</param>
/// <param name="B">What the second run says.</param>
public sealed record ChangedRow(long Row, string Text, IReadOnlyList<string> Labels, IReadOnlyList<string> A, IReadOnlyList<string> B);
