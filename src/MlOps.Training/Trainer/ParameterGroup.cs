using TorchSharp.Modules;

namespace MlOps.Training.Trainer;

/// <summary>Parameters that an optimizer treats alike.</summary>
/// <param name="Parameters">With their names in the network.</param>
/// <param name="Rate">Their share of the learning rate.</param>
/// <param name="Decays">True where weights decay: in all but biases and norms.</param>
internal sealed record ParameterGroup(IReadOnlyList<(string Name, Parameter Parameter)> Parameters, double Rate, bool Decays);
