using MlOps.Inference;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Export;

/// <summary>Exported networks for pictures against the networks themselves, with random weights and statistics.</summary>
public sealed class ImageExportTests
{
    private const string TinyResnet = """
        { "model_type": "resnet", "embedding_size": 4, "hidden_sizes": [8, 12], "depths": [1, 2], "layer_type": "bottleneck", "downsample_in_first_stage": true, "downsample_in_bottleneck": true }
        """;

    [Theory]
    [InlineData(TinyResnet, 32, false, new int[0])]
    [InlineData(TinyResnet, 45, true, new[] { 7 })]
    [InlineData("""{ "architectures": ["resnet20"] }""", 32, false, new[] { 9, 5 })]
    [InlineData("""{ "architectures": ["resnet20"] }""", 31, false, new int[0])]
    [InlineData("""{ "architectures": ["inception_v3"], "transform_input": true }""", 96, false, new[] { 6 })]
    [InlineData("""{ "architectures": ["inception_v3"], "aux_logits": false }""", 80, true, new int[0])]
    public void Every_form_of_head_and_network_gives_the_network_s_own_logits(string config, int size, bool multiLabel, int[] hidden)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var folder = new TemporaryFolder();
        var architecture = Architectures.Of(ConfigFile.Read(folder.Write(ConfigFile.FileName, config), ConfigFile.FileName), dropout: null);
        var head = new HeadShape(TaskKind.ImageClassification, 3, hidden, Dropout: null);
        _ = manual_seed(5);
        using var network = architecture.Create(head, ScalarType.Float32);
        foreach (var (name, buffer) in network.named_buffers().Where(entry => entry.buffer.is_floating_point()))
        {
            _ = name.EndsWith("running_var", StringComparison.Ordinal) ? buffer.uniform_(0.5, 2) : buffer.normal_(0, 0.3);
        }

        network.eval();
        var batch = ModelInputs.Of(new PixelBatch(randn(2, 3, size, size).data<float>().ToArray(), 2, size, size));
        var expected = network.call(NetworkInputs.Of(batch, CPU)).Logits.data<float>().ToArray();

        var state = network.state_dict();
        var file = folder.File(OnnxModel.FileName);
        architecture.Export(file, new(head, ["a", "b", "c"], multiLabel, name => new NamedTensor(name, state[name].shape, state[name].detach().data<float>().ToArray())));
        using var model = OnnxModel.Open(file, threads: 1);
        var output = model.Run(batch);

        Assert.Equal(expected, output.Logits, (a, b) => Math.Abs(a - b) <= 1e-4f * Math.Max(1, expected.Max(Math.Abs)));
        var sums = output.Probabilities!.Chunk(3).Select(row => row.Sum()).ToList();
        Assert.Equal(multiLabel, sums.TrueForAll(sum => Math.Abs(sum - 1) > 1e-6));
        Assert.Equal("""["a","b","c"]""", model.Metadata["labels"]);
    }
}
