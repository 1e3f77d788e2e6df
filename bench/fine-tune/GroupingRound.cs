namespace MlOps.Bench.FineTune;

/// <summary>Rows a second of one round on the same messages, here and in Python.</summary>
/// <param name="Grouped">Batches grouped by length.</param>
/// <param name="PythonGrouped">The same in Python.</param>
/// <param name="Padded">Batches padded to the full length.</param>
/// <param name="PythonPadded">The same in Python.</param>
internal sealed record GroupingRound(double Grouped, double PythonGrouped, double Padded, double PythonPadded);
