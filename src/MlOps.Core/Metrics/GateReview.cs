using MlOps.Diagnostics;

namespace MlOps.Metrics;

/// <summary>The gates of a run beside those of the revision that it is to be merged into.</summary>
/// <param name="From">The revision, as the user names it: <c>origin/main</c>.</param>
/// <param name="Judged">True when the candidate was judged by the gates of that revision as well.</param>
/// <param name="Unread">Why the gates of that revision are not known; null when they are.</param>
/// <param name="Changes">The gates that differ, the gravest change first.</param>
public sealed record GateReview(string From, bool Judged, string? Unread, IReadOnlyList<GateChange> Changes)
{
    /// <summary>A warning a change.</summary>
    public IEnumerable<Diagnostic> Diagnostics() => Changes.Select(change => change.ToDiagnostic(From));
}
