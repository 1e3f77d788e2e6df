using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>A copy of a model's parameters, and of the statistics of its batch norms, at its best epoch.</summary>
/// <param name="model">The model.</param>
internal sealed class BestWeights(nn.Module model) : IDisposable
{
    private readonly List<(string Name, Tensor Own, Tensor Copy)> _copies =
        [.. model.state_dict().Select(entry => (entry.Key, entry.Value, empty_like(entry.Value).DetachFromDisposeScope()))];

    /// <summary>The copies by the names of what they are copies of.</summary>
    public IEnumerable<(string Name, Tensor Copy)> Tensors => _copies.Select(entry => (entry.Name, entry.Copy));

    /// <summary>Copies them as they are now.</summary>
    public void Keep()
    {
        using var noGradients = no_grad();
        foreach (var (_, own, copy) in _copies)
        {
            _ = copy.copy_(own);
        }
    }

    /// <summary>Gives the model what it had at the last <see cref="Keep"/>.</summary>
    public void Restore()
    {
        using var noGradients = no_grad();
        foreach (var (_, own, copy) in _copies)
        {
            _ = own.copy_(copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, copy) in _copies)
        {
            copy.Dispose();
        }
    }
}
