using MlOps.Text.Tokenizers;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MlOps.Bench.Onnx;

/// <summary>A base model with a new head, in libtorch.</summary>
internal sealed class TorchClassifier : IDisposable
{
    private static readonly string[] Labels = ["ham", "spam"];

    private readonly TextArchitecture _architecture;
    private readonly ClassifierShape _shape = new([], Labels.Length, Dropout: null);
    private readonly nn.Module<Tensor, Tensor, Tensor, Tensor> _model;

    /// <param name="folder">A Hugging Face BERT folder.</param>
    public TorchClassifier(string folder)
    {
        var weightsFile = Path.Combine(folder, "model.safetensors");
        using var weights = new SafetensorsReader(weightsFile, weightsFile);
        _ = manual_seed(1);
        _architecture = Architectures.Of(ConfigFile.Read(Path.Combine(folder, ConfigFile.FileName), folder), dropout: null);
        _model = _architecture.Create(_shape, ScalarType.Float32);
        _ = WeightsLoader.Load(_model, _architecture, weights, weightsFile);
        _model.eval();
    }

    public int VocabularySize => _architecture.VocabularySize;

    public void Dispose() => _model.Dispose();

    public void Export(string file)
    {
        var parameters = _model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        _architecture.Export(file, _shape, Labels, multiLabel: false, name => new NamedTensor(name, parameters[name].shape, parameters[name].data<float>().ToArray()));
    }

    /// <returns>Logits, [B * C].</returns>
    public float[] Run(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        long[] shape = [batch.Rows, batch.Length];
        return _model.call(tensor(batch.InputIds, shape), tensor(batch.AttentionMask, shape), tensor(batch.TokenTypeIds, shape)).data<float>().ToArray();
    }
}
