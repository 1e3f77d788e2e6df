namespace MlOps.Registry;

/// <summary>What an edit did.</summary>
/// <param name="Version">The version as it is now; null for an edit of the model itself, and for a deleted version.</param>
/// <param name="Replaced">The version that was in the stage before and is archived now, where there was one.</param>
/// <param name="Entries">The lines that the history got; none when everything was so already.</param>
public sealed record EditResult(ModelVersion? Version, int? Replaced, IReadOnlyList<HistoryEntry> Entries);
