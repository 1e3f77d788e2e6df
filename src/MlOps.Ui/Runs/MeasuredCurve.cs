namespace MlOps.Ui.Runs;

/// <summary>One value of one step over the course of a run.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Name">The value's name: <c>loss</c>, <c>validation-accuracy</c>.</param>
/// <param name="Points">By growing position; all finite.</param>
internal sealed record MeasuredCurve(string Step, string Name, IReadOnlyList<(double X, double Y)> Points);
