using System.Text.Json;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Models;
using MlOps.Training.Models.Bert;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models.Bert;

public sealed class BertModelTests
{
    // expected.json has five decimals
    private const float Tolerance = 2e-5f;

    /// <summary>Against what transformers computed with bert-pico, as its expected.json tells.</summary>
    [Fact]
    public void Hidden_and_pooled_values_of_bert_pico_agree()
    {
        var folder = Path.Combine(Repository.Top, "examples", "bert-pico");
        var config = ConfigFile.Read(Path.Combine(folder, "config.json"), "config.json");
        using var model = new BertModel(BertConfig.Read(config), ScalarType.Float32, pools: true);
        using var weights = new SafetensorsReader(Path.Combine(folder, "model.safetensors"), "model.safetensors");
        _ = WeightsLoader.Load(new Prefixed(model), Architectures.Of(config, dropout: null), weights, "model.safetensors");
        model.eval();
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        foreach (var item in expected.RootElement.GetProperty("cases").EnumerateArray())
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var ids = item.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();
            var batch = ModelInputs.Of(TokenBatch.Pad([new(ids, new int[ids.Length])], 0));
            var hidden = model.call(NetworkInputs.Of(batch, CPU));

            Near(item.GetProperty("first_hidden"), hidden.select(1, 1)); // the first token after [CLS]
            Near(item.GetProperty("pooled"), model.Pool(hidden));
        }
    }

    private static void Near(JsonElement expected, Tensor actual)
    {
        var values = actual.contiguous().data<float>().ToArray();
        Assert.Equal(expected.EnumerateArray().Select(number => number.GetSingle()), values[..expected.GetArrayLength()], (a, b) => Math.Abs(a - b) <= Tolerance);
    }

    // gives the encoder's parameters the prefix that they have in a classifier
    private sealed class Prefixed : nn.Module
    {
        public Prefixed(BertModel model)
            : base(nameof(Prefixed)) => register_module("bert", model);
    }
}
