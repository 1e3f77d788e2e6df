namespace MlOps.Hub;

/// <summary>A large file in the hub's answer.</summary>
/// <param name="Sha256">Its hash.</param>
/// <param name="Size">Its bytes.</param>
internal sealed record HubAnswerLfs(string? Sha256, long? Size);
