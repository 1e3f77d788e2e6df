namespace MlOps.Registry;

/// <summary>A model of the registry, as <c>models show</c> prints it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Its versions, oldest first; at least one.</param>
/// <param name="History">Every move, oldest first.</param>
public sealed record RegisteredModel(string Name, IReadOnlyList<ModelVersion> Versions, IReadOnlyList<HistoryEntry> History)
{
    /// <summary>The version in Production, where there is one.</summary>
    public ModelVersion? Production => Versions.FirstOrDefault(version => version.Stage == Stage.Production);
}
