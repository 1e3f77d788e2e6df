using MlOps.Diagnostics;

namespace MlOps.GitHub.Publishing;

/// <summary>What became of a report.</summary>
/// <param name="Rung">Where it is shown.</param>
/// <param name="Why">Why it is not shown on a higher rung; null for the highest.</param>
/// <param name="Address">Its page; null when it has none.</param>
/// <param name="Problems">What GitHub did not take.</param>
public sealed record Publication(Rung Rung, string? Why, Uri? Address, IReadOnlyList<Diagnostic> Problems);
