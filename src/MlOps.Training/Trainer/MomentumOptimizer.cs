using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>Gradient descent with momentum.</summary>
/// <param name="settings">Rate, decay and momentum.</param>
/// <remarks>Sutskever and others 2013, "On the importance of initialization and momentum in deep learning".</remarks>
internal sealed class MomentumOptimizer(TrainerSettings settings) : WeightOptimizer(optim.SGD(
    Array.Empty<SGD.ParamGroup>(), settings.LearningRate, settings.Optimizer.Momentum, nesterov: settings.Optimizer.Nesterov))
{
    /// <inheritdoc/>
    protected override ParamGroup Options(ParameterGroup group) => new SGD.ParamGroup(
        group.Parameters.Select(entry => entry.Parameter).ToList(),
        new SGD.Options { weight_decay = group.Decays ? settings.WeightDecay : 0 });

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, Tensor Value)> Parts(OptimizerState state) =>
        ((SGD.State)state).momentum_buffer is { } buffer ? [("momentum_buffer", buffer)] : [];

    // it counts no steps: what matters is whether there was one
    /// <inheritdoc/>
    protected override long StepsOf(OptimizerState state) => ((SGD.State)state).momentum_buffer is null ? 0 : 1;

    /// <inheritdoc/>
    protected override void Restore(Parameter parameter, OptimizerState state, long steps)
    {
        if (steps > 0)
        {
            ((SGD.State)state).momentum_buffer = zeros_like(parameter).DetachFromDisposeScope();
        }
    }
}
