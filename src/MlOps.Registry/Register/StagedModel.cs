using MlOps.Registry.Storage;

namespace MlOps.Registry.Register;

/// <summary>A copy of a model folder, to which files may be added before it is registered. It is removed when disposed.</summary>
internal sealed class StagedModel : IDisposable
{
    /// <summary>Copies the folder.</summary>
    /// <param name="folder">Full path of a model folder.</param>
    /// <param name="parent">Full path of the folder that receives the copy.</param>
    /// <param name="ct">Stops the copying.</param>
    public StagedModel(string folder, string parent, CancellationToken ct)
    {
        Folder = Path.Combine(parent, "staged");
        _ = ModelFiles.Copy(folder, Folder, ct);
    }

    /// <summary>Full path of the copy.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public void Dispose() => ModelFiles.Remove(Folder);
}
