namespace MlOps.Training.Weights.PyTorch;

/// <summary>A dict of Python in the order of its items. Keys are not compared: the one who reads it decides what a second one means.</summary>
internal sealed class PickleDict
{
    /// <summary>Keys and values.</summary>
    public List<KeyValuePair<object?, object?>> Items { get; } = [];
}
