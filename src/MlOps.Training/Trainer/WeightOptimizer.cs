using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>An optimizer to which parameters may come as they begin to be trained.</summary>
/// <param name="optimizer">TorchSharp's, without a group yet.</param>
internal abstract class WeightOptimizer(OptimizerHelper optimizer) : IDisposable
{
    private readonly List<ParameterGroup> _groups = [];

    /// <summary>The parameters in the order of the optimizer's states.</summary>
    private IEnumerable<string> Names => _groups.SelectMany(group => group.Parameters.Select(entry => entry.Name));

    /// <summary>Makes the optimizer of a training.</summary>
    /// <param name="settings">How to train.</param>
    public static WeightOptimizer Create(TrainerSettings settings) => settings.Optimizer.Kind switch
    {
        OptimizerKind.Sgd => new MomentumOptimizer(settings),
        _ => new AdamOptimizer(settings),
    };

    /// <summary>Takes parameters that are trained from now on.</summary>
    /// <param name="group">The parameters.</param>
    public void Add(ParameterGroup group)
    {
        optimizer.add_param_group(Options(group));
        _groups.Add(group);
    }

    /// <summary>Drops the gradients.</summary>
    public void ZeroGradients() => optimizer.zero_grad();

    /// <summary>Changes the parameters by their gradients.</summary>
    /// <param name="rate">The learning rate of the head.</param>
    public void Step(double rate)
    {
        foreach (var (options, group) in optimizer.ParamGroups.Zip(_groups))
        {
            options.LearningRate = rate * group.Rate;
        }

        _ = optimizer.step();
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();

    /// <summary>The group as TorchSharp's optimizer takes it.</summary>
    /// <param name="group">The parameters.</param>
    protected abstract ParamGroup Options(ParameterGroup group);
}
