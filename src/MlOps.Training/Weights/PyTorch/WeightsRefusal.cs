using MlOps.Diagnostics;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>Makes the refusals of one file.</summary>
/// <param name="shown">What messages call the file.</param>
internal sealed class WeightsRefusal(string shown)
{
    /// <summary>MLOPS3003: the bytes are not what the format asks for.</summary>
    /// <param name="why">What was found.</param>
    /// <param name="inner">What was thrown below, where there is one.</param>
    public MlOpsException Broken(string why, Exception? inner = null) =>
        new(Rules.BrokenWeights, new Location(shown), $"the file is not what torch.save writes: {why}. Fetch the file again.", inner);

    /// <summary>MLOPS3001: the file is sound, but holds something else than tensors that can be loaded.</summary>
    /// <param name="why">What was found, what was expected, what to do.</param>
    public MlOpsException Unusable(string why) => new(Rules.IncompatibleBase, new Location(shown), why);
}
