namespace MlOps.Training.Trainer;

/// <summary>How the layers of a network are trained: from which epoch on, and how fast.</summary>
/// <param name="LayerOf">The layer of a parameter by its name: 0 for embeddings or stem, 1 to L for the layers, L+1 for the head.</param>
/// <param name="TrainedFrom">[L+2], the epoch from which a layer is trained, counted from 1; <see cref="Never"/> for a layer that stays frozen.</param>
/// <param name="Decay">The learning rate of a layer as a share of that of the layer above it; the head has the whole rate.</param>
/// <remarks>Howard and Ruder 2018, "Universal Language Model Fine-tuning for Text Classification", for both.</remarks>
public sealed record LayerPlan(Func<string, int> LayerOf, IReadOnlyList<int> TrainedFrom, double Decay = 1)
{
    /// <summary>The epoch that does not come.</summary>
    public const int Never = int.MaxValue;

    /// <summary>The epoch from which a parameter is trained.</summary>
    /// <param name="parameter">Its name.</param>
    public int From(string parameter) => TrainedFrom[LayerOf(parameter)];

    /// <summary>The parameter's share of the learning rate, above 0 and at most 1.</summary>
    /// <param name="parameter">Its name.</param>
    public double Rate(string parameter) => Math.Pow(Decay, TrainedFrom.Count - 1 - LayerOf(parameter));
}
