namespace MlOps.Registry.Storage;

/// <summary>What an unchanged run needs to know of a version.</summary>
internal sealed record FoundVersion(int Version, Stage Stage, string ContentHash);
