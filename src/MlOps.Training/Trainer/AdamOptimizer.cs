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

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, Tensor Value)> Parts(OptimizerState state)
    {
        var moments = (AdamW.State)state;
        return [("exp_avg", moments.exp_avg), ("exp_avg_sq", moments.exp_avg_sq)];
    }

    /// <inheritdoc/>
    protected override long StepsOf(OptimizerState state) => ((AdamW.State)state).step;

    /// <inheritdoc/>
    protected override void Restore(Parameter parameter, OptimizerState state, long steps) => ((AdamW.State)state).step = steps;
}
