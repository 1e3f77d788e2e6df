using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>An optimizer that keeps a state for each of its parameters.</summary>
public abstract class OptimizerHelper : Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);

    private protected OptimizerHelper()
    {
    }

    /// <summary>The options of each group, and the state of each parameter in the order of the groups; both are the optimizer's own.</summary>
    public virtual StateDictionary state_dict() => new(Groups.Select(group => group.Options), parameters().Select(parameter => _states[parameter]));

    /// <summary>Takes a group whose options are complete.</summary>
    private protected void Add(ParamGroup group, Func<Parameter, OptimizerState> state)
    {
        group.Options.InitialLearningRate = group.Options.LearningRate!.Value;
        base.add_param_group(group);
        foreach (var parameter in group.Parameters)
        {
            _states[parameter] = state(parameter);
        }
    }

    /// <summary>Changes every parameter that has a gradient, without recording.</summary>
    private protected torch.Tensor? StepAll(Func<torch.Tensor>? closure, Action<Parameter, torch.Tensor, OptimizerState, OptimizerOptions> change)
    {
        torch.Tensor? loss = null;
        if (closure is not null)
        {
            using var withGrad = torch.enable_grad();
            loss = closure();
        }

        using var noGrad = torch.no_grad();
        foreach (var group in Groups)
        {
            foreach (var parameter in group.Parameters)
            {
                using var grad = parameter.grad;
                if (grad is not null)
                {
                    change(parameter, grad, _states[parameter], group.Options);
                }
            }
        }

        return loss;
    }

    private protected void DisposeStates()
    {
        foreach (var state in _states.Values.OfType<IDisposable>())
        {
            state.Dispose();
        }
    }
}
