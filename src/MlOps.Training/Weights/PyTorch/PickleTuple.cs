namespace MlOps.Training.Weights.PyTorch;

/// <summary>A tuple of Python.</summary>
/// <param name="items">Its items.</param>
internal sealed class PickleTuple(object?[] items)
{
    /// <summary>Its items.</summary>
    public IReadOnlyList<object?> Items { get; } = items;
}
