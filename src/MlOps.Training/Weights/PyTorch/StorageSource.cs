namespace MlOps.Training.Weights.PyTorch;

/// <summary>Where the bytes of storages lie.</summary>
internal abstract class StorageSource : IDisposable
{
    /// <summary>Reads some of a storage's bytes.</summary>
    /// <param name="key">The storage.</param>
    /// <param name="offset">The first byte, counted from the storage's beginning; within it, as was checked.</param>
    /// <param name="target">Receives as many bytes as it has.</param>
    public abstract void Read(string key, long offset, Span<byte> target);

    /// <inheritdoc/>
    public abstract void Dispose();
}
