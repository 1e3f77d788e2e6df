using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Models.Resnet;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models;

public sealed class ImageArchitectureTests : IDisposable
{
    private const string TinyResnet = """
        { "model_type": "resnet", "embedding_size": 4, "hidden_sizes": [4, 6], "depths": [1, 1], "layer_type": "basic" }
        """;

    private static readonly HeadShape Head = new(TaskKind.ImageClassification, 3, [], Dropout: null);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("resnet18", "resnet")]
    [InlineData("resnet152", "resnet")]
    [InlineData("resnet20", "resnet-cifar")]
    [InlineData("vgg13", "vgg")]
    [InlineData("vgg19_bn", "vgg")]
    [InlineData("inception_v3", "inception_v3")]
    public void The_name_of_a_network_is_configuration_enough(string network, string family) =>
        Assert.Equal(family, Of($$"""{ "architectures": ["{{network}}"] }""").Family);

    [Theory]
    [InlineData("""{ "model_type": "vgg", "architectures": ["vgg12"] }""", "architectures names vgg12; expected one of vgg11, vgg11_bn")]
    [InlineData("""{ "model_type": "resnet-cifar" }""", "architectures names nothing; expected one of resnet20")]
    [InlineData("""{ "model_type": "resnet", "embedding_size": 4, "hidden_sizes": [4, 8], "depths": [1] }""", "hidden_sizes has 2 stages and depths has 1")]
    [InlineData("""{ "model_type": "resnet", "embedding_size": 4, "hidden_sizes": [2], "depths": [1] }""", "hidden_sizes has a size below 4")]
    [InlineData("""{ "model_type": "resnet", "embedding_size": 4, "hidden_sizes": "4", "depths": [1] }""", "hidden_sizes is \"4\"; expected a list of whole numbers")]
    [InlineData("""{ "model_type": "resnet", "layer_type": "wide" }""", "layer_type is \"wide\"; expected \"basic\" or \"bottleneck\"")]
    [InlineData("""{ "model_type": "resnet", "num_channels": 1 }""", "num_channels is 1; only 3 can be fine-tuned")]
    [InlineData("""{ "model_type": "inception_v3", "aux_logits": 1 }""", "aux_logits is 1; expected true or false")]
    public void A_configuration_that_describes_no_network_is_refused(string config, string why)
    {
        var refusal = Assert.Throws<MlOpsException>(() => Of(config));
        Assert.Equal(Rules.IncompatibleBase, refusal.Diagnostic.Rule);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resnet18", "resnet.embedder.embedder.convolution.weight", 0)]
    [InlineData("resnet18", "resnet.encoder.stages.3.layers.1.layer.0.convolution.weight", 4)]
    [InlineData("resnet18", "classifier.1.bias", 5)]
    [InlineData("resnet20", "bn1.weight", 0)]
    [InlineData("resnet20", "layer3.2.conv1.weight", 3)]
    [InlineData("resnet20", "linear.weight", 4)]
    [InlineData("vgg11", "features.0.weight", 0)]
    [InlineData("vgg11", "features.18.bias", 4)]
    [InlineData("vgg16_bn", "features.8.weight", 1)]
    [InlineData("vgg16_bn", "classifier.0.weight", 5)]
    [InlineData("vgg16_bn", "classifier.3.weight", 6)]
    [InlineData("vgg16_bn", "classifier.6.weight", 7)]
    [InlineData("inception_v3", "Conv2d_2b_3x3.conv.weight", 0)]
    [InlineData("inception_v3", "Mixed_5b.branch_pool.bn.weight", 1)]
    [InlineData("inception_v3", "Mixed_7c.branch1x1.conv.weight", 11)]
    [InlineData("inception_v3", "AuxLogits.conv0.conv.weight", 12)]
    [InlineData("inception_v3", "fc.weight", 12)]
    public void Layers_count_from_the_stem_to_the_head(string network, string parameter, int layer) =>
        Assert.Equal(layer, Of($$"""{ "architectures": ["{{network}}"] }""").LayerOf(parameter));

    [Theory]
    [InlineData(false, new[] { 1, 2, 1 })] // as torchvision has it, and transformers by default
    [InlineData(true, new[] { 2, 1, 1 })] // as in the original paper
    public void A_bottleneck_halves_height_and_width_where_the_configuration_says(bool first, int[] strides)
    {
        var layer = new ResnetLayerShape(64, 128, Stride: 2, Bottleneck: true, first);
        Assert.Equal(strides, layer.Convolutions.Select(convolution => convolution.Window.Stride));
        Assert.True(layer.HasShortcut);
    }

    [Fact]
    public void A_network_of_torchvision_is_described_as_transformers_reads_it()
    {
        var saved = new JsonObject { ["architectures"] = new JsonArray("resnet34") };
        Of("""{ "architectures": ["resnet34"] }""").Complete(saved);

        // the values of microsoft/resnet-34
        Assert.Equal("resnet", saved["model_type"]!.GetValue<string>());
        Assert.Equal("basic", saved["layer_type"]!.GetValue<string>());
        Assert.Equal("[64,128,256,512]", saved["hidden_sizes"]!.ToJsonString());
        Assert.Equal("[3,4,6,3]", saved["depths"]!.ToJsonString());
        Assert.Equal(64, saved["embedding_size"]!.GetValue<int>());
        Assert.False(saved["downsample_in_first_stage"]!.GetValue<bool>());
    }

    [Fact]
    public void Statistics_of_batch_norms_are_asked_for_and_their_counts_are_not()
    {
        var architecture = Of(TinyResnet);
        using var network = architecture.Create(Head, ScalarType.Float32);
        var stored = network.state_dict()
            .Where(entry => entry.Value.is_floating_point() && !entry.Key.EndsWith("shortcut.normalization.running_var", StringComparison.Ordinal))
            .Select(entry => new NamedTensor(entry.Key, entry.Value.shape, entry.Value.detach().data<float>().ToArray()));

        var refusal = Assert.Throws<MlOpsException>(() => Load(network, architecture, stored));

        Assert.EndsWith(
            "config.json describes: resnet.encoder.stages.1.layers.0.shortcut.normalization.running_var [6] is missing", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_of_another_size_begins_anew_and_the_rest_is_loaded_under_DataParallels_prefix()
    {
        var architecture = Of(TinyResnet);
        using var source = architecture.Create(Head with { Outputs = 7 }, ScalarType.Float32);
        using var network = architecture.Create(Head, ScalarType.Float32);
        var stored = source.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        foreach (var mean in source.named_buffers().Where(entry => entry.name.EndsWith("running_mean", StringComparison.Ordinal)))
        {
            _ = mean.buffer.fill_(5);
        }

        var notes = Load(network, architecture, stored
            .Where(entry => entry.Value.is_floating_point())
            .Select(entry => new NamedTensor($"module.{entry.Key}", entry.Value.shape, entry.Value.detach().data<float>().ToArray())));

        Assert.Equal(
            "begins with new weights, as the base model has none that fit: classifier.1.weight is [7, 6] instead of [3, 6]; classifier.1.bias is [7] instead of [3]",
            Assert.Single(notes));
        Assert.All(
            network.named_buffers().Where(entry => entry.name.EndsWith("running_mean", StringComparison.Ordinal)),
            entry => Assert.All(entry.buffer.data<float>().ToArray(), mean => Assert.Equal(5, mean)));
    }

    private Architecture Of(string config)
    {
        File.WriteAllText(_folder.File(ConfigFile.FileName), config);
        return Architectures.Of(ConfigFile.Read(_folder.File(ConfigFile.FileName), ConfigFile.FileName), dropout: null);
    }

    private IReadOnlyList<string> Load(Network network, Architecture architecture, IEnumerable<NamedTensor> stored)
    {
        SafetensorsWriter.Write(_folder.File("model.safetensors"), stored);
        using var weights = new SafetensorsReader(_folder.File("model.safetensors"), "model.safetensors");
        return WeightsLoader.Load(network, architecture, weights, "model.safetensors");
    }
}
