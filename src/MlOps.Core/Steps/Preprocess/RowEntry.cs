namespace MlOps.Steps.Preprocess;

/// <summary>What stays in memory of a row: 40 bytes.</summary>
/// <param name="High">Upper half of the seeded hash of the prepared text.</param>
/// <param name="Low">Lower half of it.</param>
/// <param name="Row">The row's place among those kept, counted from 0.</param>
/// <param name="LabelSet">Index of its label, or set of labels.</param>
/// <param name="Stratum">What is divided by itself: the label set where the split is stratified, the same for all rows of a text.</param>
/// <param name="Length">Length of the prepared text in characters.</param>
/// <param name="Side">Where the row goes; given by its file, or decided.</param>
internal record struct RowEntry(ulong High, ulong Low, int Row, int LabelSet, int Stratum, int Length, Side Side)
{
    /// <summary>True when both have the same text.</summary>
    public readonly bool HasTextOf(in RowEntry other) => High == other.High && Low == other.Low;

    /// <summary>Order by the hash, then by the row: chance, but the same for every order of the rows.</summary>
    public static int CompareByText(RowEntry a, RowEntry b) =>
        a.High != b.High ? a.High.CompareTo(b.High) : a.Low != b.Low ? a.Low.CompareTo(b.Low) : a.Row.CompareTo(b.Row);

    /// <summary>Order by side, then stratum, then by the hash: rows of one text stay together.</summary>
    public static int CompareByStratum(RowEntry a, RowEntry b) =>
        a.Side != b.Side ? a.Side.CompareTo(b.Side) : a.Stratum != b.Stratum ? a.Stratum.CompareTo(b.Stratum) : CompareByText(a, b);
}
