using Microsoft.ML.OnnxRuntime;

namespace MlOps.Inference;

/// <summary>What was found of ONNX Runtime on this machine.</summary>
/// <param name="Works">False when it could not be loaded.</param>
/// <param name="Facts">Names and values, for a person.</param>
public sealed record OnnxRuntimeSetup(bool Works, IReadOnlyList<(string Name, string Value)> Facts)
{
    /// <summary>Loads ONNX Runtime.</summary>
    public static OnnxRuntimeSetup Read()
    {
        try
        {
            var runtime = OrtEnv.Instance();
            return new(true, [("ONNX Runtime", $"{runtime.GetVersionString()}, {string.Join(", ", runtime.GetAvailableProviders())}")]);
        }
        catch (Exception e) when (e is DllNotFoundException or NotSupportedException or BadImageFormatException or TypeInitializationException)
        {
            return new(false, [("ONNX Runtime", $"cannot be loaded: {(e.InnerException ?? e).Message}")]);
        }
    }
}
