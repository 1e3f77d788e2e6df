using MlOps.Diagnostics;

namespace MlOps.Running;

/// <summary>Where GitHub shows the verdict of a run.</summary>
/// <param name="Rung">The place.</param>
/// <param name="Why">Why it is not a better one; null for the best.</param>
/// <param name="Address">Its page; null when it has none.</param>
/// <param name="Problems">What GitHub did not take.</param>
public sealed record PublishedReport(Rung Rung, string? Why, Uri? Address, IReadOnlyList<Diagnostic> Problems);
