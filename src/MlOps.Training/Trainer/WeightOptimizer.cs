using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>An optimizer to which parameters may come as they begin to be trained.</summary>
/// <param name="optimizer">TorchSharp's, without a group yet.</param>
internal abstract class WeightOptimizer(OptimizerHelper optimizer) : IDisposable
{
    private readonly List<ParameterGroup> _groups = [];

    // the optimizer keeps its states in the order of the groups
    private IEnumerable<(string Name, Parameter Parameter, OptimizerState State)> States =>
        _groups.SelectMany(group => group.Parameters).Zip(optimizer.state_dict().State, (entry, state) => (entry.Name, entry.Parameter, state));

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

    /// <summary>What the optimizer remembers of each parameter, by its name.</summary>
    public IEnumerable<(string Name, string Part, Tensor Value)> Tensors =>
        States.SelectMany(entry => Parts(entry.State).Select(part => (entry.Name, part.Name, part.Value)));

    /// <summary>How many steps it has counted for each parameter, by its name.</summary>
    public IReadOnlyDictionary<string, long> Steps => States.ToDictionary(entry => entry.Name, entry => StepsOf(entry.State), StringComparer.Ordinal);

    /// <summary>Takes over the counts of a checkpoint, and makes room for its tensors.</summary>
    /// <param name="steps">Steps by the names of the parameters.</param>
    public void Restore(IReadOnlyDictionary<string, long> steps)
    {
        foreach (var (name, parameter, state) in States)
        {
            Restore(parameter, state, steps[name]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();

    /// <summary>The tensors of a parameter's state.</summary>
    /// <param name="state">As TorchSharp's optimizer has it.</param>
    protected abstract IEnumerable<(string Name, Tensor Value)> Parts(OptimizerState state);

    /// <summary>The steps that a parameter's state has counted; 0 before the first.</summary>
    /// <param name="state">As TorchSharp's optimizer has it.</param>
    protected abstract long StepsOf(OptimizerState state);

    /// <summary>Sets the steps of a parameter's state, and gives it the tensors that it has after them.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="state">Its state as it is before the first step.</param>
    /// <param name="steps">Steps so far.</param>
    protected abstract void Restore(Parameter parameter, OptimizerState state, long steps);

    /// <summary>The group as TorchSharp's optimizer takes it.</summary>
    /// <param name="group">The parameters.</param>
    protected abstract ParamGroup Options(ParameterGroup group);
}
