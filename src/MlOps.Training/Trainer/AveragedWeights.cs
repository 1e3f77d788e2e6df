using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>
/// The exponential moving average of a network's parameters. Over the first steps it forgets faster, so that it does not cling to where training began.
/// The statistics of batch norms are averages already and are left alone.
/// </summary>
/// <remarks>Polyak and Juditsky 1992, "Acceleration of stochastic approximation by averaging"; the start as in TensorFlow's ExponentialMovingAverage with num_updates.</remarks>
internal sealed class AveragedWeights : IDisposable
{
    private readonly double _decay;
    private readonly IReadOnlyList<(string Name, Parameter Parameter, Tensor Average)> _weights;

    /// <summary>Begins with the parameters as they are.</summary>
    /// <param name="parameters">Those that are trained in any epoch.</param>
    /// <param name="decay">The share of the average that a step leaves, below 1.</param>
    public AveragedWeights(IEnumerable<(string Name, Parameter Parameter)> parameters, double decay)
    {
        _decay = decay;
        _weights = [.. parameters.Select(entry => (entry.Name, entry.Parameter, entry.Parameter.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>The averages by the names of the parameters.</summary>
    public IEnumerable<(string Name, Tensor Average)> Tensors => _weights.Select(weight => (weight.Name, weight.Average));

    /// <summary>Takes the parameters as a step left them.</summary>
    /// <param name="step">Optimizer steps so far, counted from 1.</param>
    public void Update(int step)
    {
        var decay = Math.Min(_decay, (1.0 + step) / (10.0 + step));
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (var (_, parameter, average) in _weights)
        {
            _ = average.mul_(decay).add_(parameter, 1 - decay);
        }
    }

    /// <summary>Gives the network the averages, and keeps its own parameters in their place; a second call undoes the first.</summary>
    public void Exchange()
    {
        using var noGradients = no_grad();
        foreach (var (_, parameter, average) in _weights)
        {
            using var own = parameter.detach().clone();
            _ = parameter.copy_(average);
            _ = average.copy_(own);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, average) in _weights)
        {
            average.Dispose();
        }
    }
}
