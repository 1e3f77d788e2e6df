using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>A copy of a model's parameters, and of the statistics of its batch norms, at its best epoch.</summary>
/// <param name="model">The model.</param>
internal sealed class BestWeights(nn.Module model) : IDisposable
{
    private readonly List<(Tensor Own, Tensor Copy)> _copies =
        [.. model.state_dict().Values.Select(tensor => (tensor, empty_like(tensor).DetachFromDisposeScope()))];

    /// <summary>Copies them as they are now.</summary>
    public void Keep()
    {
        using var noGradients = no_grad();
        foreach (var (own, copy) in _copies)
        {
            _ = copy.copy_(own);
        }
    }

    /// <summary>Gives the model what it had at the last <see cref="Keep"/>.</summary>
    public void Restore()
    {
        using var noGradients = no_grad();
        foreach (var (own, copy) in _copies)
        {
            _ = own.copy_(copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, copy) in _copies)
        {
            copy.Dispose();
        }
    }
}
