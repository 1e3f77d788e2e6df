using MlOps.Models;
using MlOps.Text.Tokenizers;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Bench.Onnx;

/// <summary>A base model with a new head, in libtorch.</summary>
internal sealed class TorchClassifier : IDisposable
{
    private static readonly string[] Labels = ["ham", "spam"];

    private readonly TextArchitecture _architecture;
    private readonly HeadShape _head = new(TaskKind.TextClassification, Labels.Length, [], Dropout: null);
    private readonly Network _network;

    /// <param name="folder">A Hugging Face BERT folder.</param>
    public TorchClassifier(string folder)
    {
        var weightsFile = Path.Combine(folder, "model.safetensors");
        using var weights = new SafetensorsReader(weightsFile, weightsFile);
        _ = manual_seed(1);
        _architecture = (TextArchitecture)Architectures.Of(ConfigFile.Read(Path.Combine(folder, ConfigFile.FileName), folder), dropout: null);
        _network = _architecture.Create(_head, ScalarType.Float32);
        _ = WeightsLoader.Load(_network, _architecture, weights, weightsFile);
        _network.eval();
    }

    public int VocabularySize => _architecture.VocabularySize;

    public void Dispose() => _network.Dispose();

    public void Export(string file)
    {
        var parameters = _network.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        _architecture.Export(file, new(_head, Labels, MultiLabel: false, name => new NamedTensor(name, parameters[name].shape, parameters[name].data<float>().ToArray())));
    }

    /// <returns>Logits, [B * C].</returns>
    public float[] Run(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return _network.call(NetworkInputs.Of(ModelInputs.Of(batch), CPU)).Logits.data<float>().ToArray();
    }
}
