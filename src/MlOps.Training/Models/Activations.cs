using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlOps.Training.Models;

/// <summary>Activations under their names in <c>config.json</c>.</summary>
/// <remarks>Hendrycks and Gimpel 2016, "Gaussian Error Linear Units (GELUs)".</remarks>
internal static class Activations
{
    /// <summary>Reads a key.</summary>
    /// <param name="config">The file.</param>
    /// <param name="key">For example <c>hidden_act</c>.</param>
    /// <param name="otherwise">Where the key is absent.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: another activation.</exception>
    public static Activation Read(ConfigFile config, string key, Activation otherwise) => config.Text(key) switch
    {
        null => otherwise,
        "gelu" or "gelu_python" => Activation.Gelu,
        "gelu_new" or "gelu_fast" or "gelu_pytorch_tanh" => Activation.GeluTanh,
        "relu" => Activation.Relu,
        var other => throw config.Incompatible($"{key} is \"{other}\"; gelu, gelu_new and relu can be fine-tuned"),
    };

    /// <summary>Computes an activation by element.</summary>
    /// <param name="activation">Which.</param>
    /// <param name="input">Of any shape.</param>
    public static Tensor Of(this Activation activation, Tensor input) => activation switch
    {
        Activation.Gelu => input.gelu(),
        Activation.GeluTanh => input.gelu(GELU.Approximate.tanh),
        _ => input.relu(),
    };
}
