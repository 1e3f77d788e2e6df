using TorchSharp;

namespace MlOps.Training;

/// <summary>What was found and chosen for libtorch on this machine.</summary>
/// <param name="Works">False when libtorch could not be loaded.</param>
/// <param name="Facts">Names and values, for a person.</param>
public sealed record TorchSetup(bool Works, IReadOnlyList<(string Name, string Value)> Facts)
{
    // where the stand-in for TorchSharp leaves, a line each, what it has chosen; the package chooses by itself
    private const string ReportKey = "mlops.torch.setup";

    /// <summary>Loads libtorch and computes something small.</summary>
    public static TorchSetup Read()
    {
        try
        {
            NativeLibraries.Prepare();
            using var probe = torch.zeros(1);
            var report = (AppContext.GetData(ReportKey) as string ?? $"libtorch: {torch.__version__} with its own BLAS, of TorchSharp's package")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(": ", 2))
                .Where(parts => parts.Length == 2)
                .Select(parts => (parts[0], parts[1]));
            return new(true, [.. report, ("torch threads", $"{torch.get_num_threads()}"), ("torch CUDA", torch.cuda.is_available() ? "yes" : "no")]);
        }
        catch (Exception e) when (e is DllNotFoundException or NotSupportedException or BadImageFormatException or TypeInitializationException)
        {
            return new(false, [("libtorch", $"cannot be loaded: {(e.InnerException ?? e).Message}")]);
        }
    }
}
