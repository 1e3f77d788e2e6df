using MlOps.Training.Models;
using TorchSharp.Modules;

namespace MlOps.Training.Trainer;

/// <summary>The parameters of a network that are trained: all, or those of the layers that are not frozen.</summary>
internal sealed class TrainedParameters
{
    private readonly IReadOnlyList<(string Name, Parameter Parameter, int From)> _all;
    private readonly IReadOnlyList<(int From, BatchNorm Norm)> _norms;
    private readonly LayerPlan? _plan;

    /// <summary>Finds the parameters.</summary>
    /// <param name="network">The network.</param>
    /// <param name="plan">How its layers are trained; null for all alike from the start.</param>
    public TrainedParameters(Network network, LayerPlan? plan)
    {
        _plan = plan;
        _all = [.. network.named_parameters().Select(entry => (entry.name, entry.parameter, plan?.From(entry.name) ?? 1))];
        _norms = plan is null ? [] :
        [
            .. network.named_modules()
                .Where(entry => entry.module is BatchNorm)
                .Select(entry => (plan.From($"{entry.name}.weight"), (BatchNorm)entry.module)),
        ];
    }

    /// <summary>Those that are trained in any epoch, with their names.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> InAnyEpoch =>
        _all.Where(entry => entry.From < LayerPlan.Never).Select(entry => (entry.Name, entry.Parameter));

    /// <summary>Those that are trained in an epoch.</summary>
    /// <param name="epoch">Counted from 1.</param>
    public IEnumerable<Parameter> In(int epoch) => _all.Where(entry => entry.From <= epoch).Select(entry => entry.Parameter);

    /// <summary>Turns the gradients of an epoch's parameters on, and of the others off.</summary>
    /// <param name="epoch">Counted from 1.</param>
    public void Begin(int epoch)
    {
        foreach (var (_, parameter, from) in _all)
        {
            parameter.requires_grad = from <= epoch;
        }
    }

    /// <summary>The groups whose training begins with an epoch. An optimizer that has taken no group yet needs memory for none.</summary>
    /// <param name="epoch">Counted from 1.</param>
    public IEnumerable<ParameterGroup> Beginning(int epoch) =>
        from entry in _all
        where entry.From == epoch
        group (entry.Name, entry.Parameter) by (Rate: _plan?.Rate(entry.Name) ?? 1, Decays: entry.Parameter.dim() >= 2) into alike // biases and norms have one dimension
        orderby alike.Key.Decays descending
        select new ParameterGroup([.. alike], alike.Key.Rate, alike.Key.Decays);

    /// <summary>Has the batch norms of frozen layers take the statistics that they have, and not those of the batch; after each switch to training.</summary>
    /// <param name="epoch">Counted from 1.</param>
    public void HoldStatistics(int epoch)
    {
        foreach (var (_, norm) in _norms.Where(entry => entry.From > epoch))
        {
            norm.eval();
        }
    }
}
