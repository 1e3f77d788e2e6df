namespace MlOps.Hub;

/// <summary>A file in the hub's answer.</summary>
/// <param name="Rfilename">Its path.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Lfs">What Git LFS says of a large one.</param>
internal sealed record HubAnswerFile(string? Rfilename, long? Size, HubAnswerLfs? Lfs);
