using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>AdamW.</summary>
/// <param name="settings">Rate and decay.</param>
/// <remarks>Loshchilov and Hutter 2017, "Decoupled Weight Decay Regularization".</remarks>
internal sealed class AdamOptimizer(TrainerSettings settings) : WeightOptimizer(optim.AdamW(Array.Empty<AdamW.ParamGroup>(), settings.LearningRate))
{
    /// <inheritdoc/>
    protected override ParamGroup Options(ParameterGroup group) => new AdamW.ParamGroup(
        group.Parameters.Select(entry => entry.Parameter).ToList(),
        new AdamW.Options { weight_decay = group.Decays ? settings.WeightDecay : 0 });
}
