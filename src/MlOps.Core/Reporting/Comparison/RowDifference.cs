namespace MlOps.Reporting.Comparison;

/// <summary>The test rows that two runs have both scored.</summary>
/// <param name="Both">How many there are.</param>
/// <param name="OnlyInA">Rows that only the first run scored.</param>
/// <param name="OnlyInB">Rows that only the second run scored.</param>
/// <param name="RightInBoth">Rows that both have right.</param>
/// <param name="WrongInBoth">Rows that both have wrong.</param>
/// <param name="Better">Rows that only the second run has right.</param>
/// <param name="Worse">Rows that only the first run has right.</param>
public sealed record RowDifference(
    int Both,
    int OnlyInA,
    int OnlyInB,
    int RightInBoth,
    int WrongInBoth,
    IReadOnlyList<ChangedRow> Better,
    IReadOnlyList<ChangedRow> Worse);
