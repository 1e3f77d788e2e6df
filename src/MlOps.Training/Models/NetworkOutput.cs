using static TorchSharp.torch;

namespace MlOps.Training.Models;

/// <summary>What a network says of a batch, in float32.</summary>
/// <param name="Logits">One vector a row, [B, C], unnormalized; one a token, [B, T, C], for token classification and language models.</param>
/// <param name="AuxiliaryLogits">[B, C] of a second head that only training looks at; null where the network has none.</param>
public sealed record NetworkOutput(Tensor Logits, Tensor? AuxiliaryLogits = null);
