namespace MlOps.Tool.Ci;

/// <summary>A step of a pipeline, as a build server shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Registers">True when it changes the registry.</param>
internal sealed record CiStep(string Name, bool Registers);
