namespace MlOps.Metrics.Gates;

/// <summary>The gates of the same step in another revision, by which a candidate is judged as well.</summary>
/// <param name="From">The revision, as the user names it: <c>origin/main</c>.</param>
/// <param name="Gates">Those that are not judged anyway.</param>
/// <param name="NoChampion">What that revision says of gates without a champion.</param>
public sealed record BaseGates(string From, IReadOnlyList<GateExpression> Gates, NoChampion NoChampion);
