using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Spec;
using MlOps.Training.Models;
using MlOps.Training.Trainer;

namespace MlOps.Training.FineTune;

/// <summary>Which layers are trained, from which epoch on, and how fast.</summary>
/// <param name="Frozen">Layers that are not trained, or not at first.</param>
/// <param name="Unfrozen">Layers whose training begins with an epoch, counted from 1.</param>
/// <param name="Decay">The learning rate of a layer as a share of that of the layer above.</param>
public sealed record LayersSpec(IReadOnlyList<LayerSelection> Frozen, IReadOnlyList<(int Epoch, LayerSelection Layers)> Unfrozen, double Decay)
{
    private const string Freeze = "freeze";
    private const string Unfreeze = "unfreeze";

    /// <summary>Reads the keys <c>freeze</c>, <c>unfreeze</c> and <c>layer-decay</c>.</summary>
    /// <param name="map">The step's mapping.</param>
    /// <param name="epochs">Epochs of the training.</param>
    public static LayersSpec Read(SpecMap map, int epochs)
    {
        var frozen = map.Texts(Freeze, $"Layers that keep the base model's weights: {LayerSelection.Form}; or a list of these")
            .Select(text => Parse(map, Freeze, text)).OfType<LayerSelection>().ToList();
        var unfrozen = new List<(int, LayerSelection)>();
        foreach (var (key, value) in map.Table(Unfreeze, "Frozen layers that are trained from an epoch on, by the number of the epoch: { 2: layers 2-3, 3: all }"))
        {
            if (!int.TryParse(key.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) || epoch < 2 || epoch > epochs)
            {
                map.Reject(Unfreeze, key, epochs < 2
                    ? "nothing: a training of one epoch has no later one"
                    : string.Create(CultureInfo.InvariantCulture, $"the number of an epoch, from 2 to {epochs}"));
            }
            else if (Parse(map, Unfreeze, value) is { } layers)
            {
                unfrozen.Add((epoch, layers));
            }
        }

        return new(
            frozen,
            unfrozen,
            map.Number("layer-decay", 0.01, 1, 1, "The learning rate of a layer as a share of that of the layer above; the head has the whole rate"));
    }

    /// <summary>The plan for a network; null where all layers are trained alike.</summary>
    /// <param name="architecture">The network's.</param>
    /// <exception cref="MlOpsException">MLOPS3001: a layer is named that the network does not have, nothing is left to train, or what is unfrozen was not frozen.</exception>
    public LayerPlan? Resolve(Architecture architecture)
    {
        if (Frozen.Count == 0 && Unfrozen.Count == 0 && Decay == 1)
        {
            return null;
        }

        var from = new int[architecture.Layers + 2];
        Array.Fill(from, 1);
        foreach (var layer in Frozen.SelectMany(selection => selection.Of(Freeze, architecture.Layers)))
        {
            from[layer] = LayerPlan.Never;
        }

        if (!from.Contains(1))
        {
            throw NothingToTrain("; leave the head out");
        }

        foreach (var (epoch, selection) in Unfrozen.OrderBy(entry => entry.Epoch))
        {
            var waiting = selection.Of(Unfreeze, architecture.Layers).Where(layer => from[layer] == LayerPlan.Never).ToList();
            if (waiting.Count == 0)
            {
                throw new MlOpsException(Rules.IncompatibleBase, selection.Text.Location, string.Create(
                    CultureInfo.InvariantCulture, $"'{Unfreeze}' names '{selection.Text}' for epoch {epoch}; nothing of it is frozen by then"));
            }

            waiting.ForEach(layer => from[layer] = epoch);
        }

        return new(architecture.LayerOf, from, Decay);
    }

    /// <summary>Makes sure that there is something to train; a language model whose head is its embeddings may have nothing above its layers.</summary>
    /// <param name="plan">What <see cref="Resolve"/> gave.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="MlOpsException">MLOPS3001: nothing is left to train.</exception>
    internal void Check(LayerPlan? plan, Network network)
    {
        if (plan is not null && !network.named_parameters().Any(entry => plan.From(entry.name) == 1))
        {
            throw NothingToTrain(": this network has no weights but those that are frozen");
        }
    }

    private MlOpsException NothingToTrain(string why) =>
        new(Rules.IncompatibleBase, Frozen[0].Text.Location, $"'{Freeze}' leaves nothing to train in the first epoch{why}");

    private static LayerSelection? Parse(SpecMap map, string key, SpecText text)
    {
        if (LayerSelection.Parse(text) is { } layers)
        {
            return layers;
        }

        map.Reject(key, text, LayerSelection.Form);
        return null;
    }
}
