namespace MlOps.Serving.Models;

/// <summary>What a client's answers come from, as answers, metrics and logs name it.</summary>
/// <param name="Model">Name of the registered model, or of the folder.</param>
/// <param name="Version">The version's number; <c>1</c> for a folder without one.</param>
/// <param name="Stage">The stage that it had when it was opened; empty where there is none.</param>
/// <param name="ContentHash">SHA-256 over its files; empty for a folder.</param>
/// <param name="Folder">Full path of its files.</param>
public sealed record ServedVersion(string Model, string Version, string Stage, string ContentHash, string Folder);
