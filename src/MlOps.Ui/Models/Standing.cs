using MlOps.Metrics;

namespace MlOps.Ui.Models;

/// <summary>Where a version stands among the others by one metric.</summary>
/// <param name="Known">The version.</param>
/// <param name="Value">Its value; null where undefined or not measured.</param>
/// <param name="Interval">The value's 95 % interval; null where there is none.</param>
/// <param name="SameRows">True when it was judged on as many rows, and trained on the same data, as the best one: only then do the values compare.</param>
internal sealed record Standing(KnownVersion Known, double? Value, Interval? Interval, bool SameRows);
