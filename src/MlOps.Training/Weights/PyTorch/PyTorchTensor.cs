namespace MlOps.Training.Weights.PyTorch;

/// <summary>A tensor of a state dict.</summary>
/// <param name="Name">Its name.</param>
/// <param name="View">What it is of which storage.</param>
internal sealed record PyTorchTensor(string Name, TorchTensor View) : StoredTensor(Name, View.Storage.Type, View.Shape);
