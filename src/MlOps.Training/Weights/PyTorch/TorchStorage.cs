namespace MlOps.Training.Weights.PyTorch;

/// <summary>Numbers of one type that lie in a file side by side; tensors look at parts of them.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">What its numbers are.</param>
/// <param name="Count">How many there are.</param>
internal sealed record TorchStorage(string Key, ElementType Type, long Count)
{
    /// <summary>Where it begins in its root storage, in elements: not 0 only in files of PyTorch before 0.4.</summary>
    public long Begin { get; init; }

    /// <summary>How many elements the root storage has; its bytes are what the file holds.</summary>
    public long RootCount { get; init; } = Count;
}
