namespace MlOps.Serving.Models;

/// <summary>Keeps a version open for one request, also when another takes its place meanwhile.</summary>
/// <param name="Arm">Where it is served.</param>
/// <param name="Model">The version.</param>
public readonly record struct ModelLease(ServedArm Arm, ServedModel Model) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Model.Release();
}
