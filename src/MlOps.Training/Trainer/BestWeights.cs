using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>A copy of a model's parameters at its best epoch.</summary>
/// <param name="model">The model.</param>
internal sealed class BestWeights(nn.Module model) : IDisposable
{
    private readonly List<(Parameter Parameter, Tensor Copy)> _copies =
        [.. model.parameters().Select(parameter => (parameter, empty_like(parameter).DetachFromDisposeScope()))];

    /// <summary>Copies the parameters as they are now.</summary>
    public void Keep()
    {
        using var noGradients = no_grad();
        foreach (var (parameter, copy) in _copies)
        {
            _ = copy.copy_(parameter);
        }
    }

    /// <summary>Gives the model the parameters of the last <see cref="Keep"/>.</summary>
    public void Restore()
    {
        using var noGradients = no_grad();
        foreach (var (parameter, copy) in _copies)
        {
            _ = parameter.copy_(copy);
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
