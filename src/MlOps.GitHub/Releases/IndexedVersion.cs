using MlOps.Registry;

namespace MlOps.GitHub.Releases;

/// <summary>A version as the index knows it.</summary>
/// <param name="Version">Counted from 1, without gaps.</param>
/// <param name="Stage">The stage it has now.</param>
/// <param name="ContentHash">SHA-256 over its model files.</param>
/// <param name="At">When it was registered, in UTC.</param>
/// <param name="By">Who registered it.</param>
/// <param name="Run">The run that made it.</param>
/// <param name="Training">Fingerprint of the training that it comes from; null where that is not known.</param>
/// <param name="Release">Id of the release that holds its files.</param>
/// <param name="Files">Its files.</param>
internal sealed record IndexedVersion(
    int Version,
    Stage Stage,
    string ContentHash,
    DateTimeOffset At,
    string By,
    string Run,
    string? Training,
    long Release,
    IReadOnlyList<IndexedFile> Files);
