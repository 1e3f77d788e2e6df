using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>A pretrained network with its head. Its parameters have the names of the library that its family comes from.</summary>
/// <param name="name">What TorchSharp calls the module.</param>
public abstract class Network(string name) : Module<NetworkInputs, NetworkOutput>(name);
