using MlOps.Diagnostics;
using MlOps.Running;
using TorchSharp;

namespace MlOps.Training.FineTune;

/// <summary>Sets libtorch up for a step.</summary>
internal static class LibTorch
{
    /// <summary>Loads libtorch, and sets its threads and the seed of its generator, which are the process's.</summary>
    /// <param name="compute">What to compute on.</param>
    /// <param name="seed">Seeds new weights and dropout.</param>
    /// <returns>Where tensors are to live.</returns>
    /// <exception cref="MlOpsException">MLOPS3005: a native library cannot be loaded.</exception>
    public static torch.Device Start(Compute compute, int seed)
    {
        try
        {
            NativeLibraries.Prepare();
            torch.set_num_threads(compute.Threads);
            _ = torch.manual_seed(seed);
            return torch.device(compute.Device == Spec.Device.Cuda ? "cuda" : "cpu");
        }
        catch (SystemException e) when (e is TypeLoadException or BadImageFormatException or TypeInitializationException or NotSupportedException)
        {
            // a missing library or function is a TypeLoadException
            throw new MlOpsException(Rules.NoLibTorch, Location.None, $"libtorch cannot be loaded: {(e.InnerException ?? e).Message}", e);
        }
    }
}
