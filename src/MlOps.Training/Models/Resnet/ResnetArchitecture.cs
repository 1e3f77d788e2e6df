using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Models;
using MlOps.Training.Export;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Resnet;

/// <summary>The family of residual networks, in the layout of transformers; one of torchvision's becomes one of transformers'.</summary>
/// <param name="config">The base model's shape.</param>
internal sealed class ResnetArchitecture(ResnetConfig config) : ImageArchitecture
{
    /// <summary>The family as <c>config.json</c> names it.</summary>
    public const string ModelType = "resnet";

    private const string StagePrefix = "resnet.encoder.stages.";

    /// <inheritdoc/>
    public override string Family => ModelType;

    /// <summary>The stages: what torchvision calls layer1 to layer4.</summary>
    public override int Layers => config.Depths.Count;

    /// <inheritdoc/>
    public override int InputSize => 224;

    /// <inheritdoc/>
    public override string EncoderPrefix => "resnet.";

    /// <inheritdoc/>
    public override string ClassName(TaskKind task) => "ResNetForImageClassification";

    /// <inheritdoc/>
    public override string Canonical(string stored) => ResnetNames.Canonical(WithoutWrapper(stored));

    /// <inheritdoc/>
    public override bool MayBeNew(string name) => name.StartsWith("classifier.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int LayerOf(string name) =>
        name.StartsWith("resnet.embedder.", StringComparison.Ordinal) ? 0
        : name.StartsWith(StagePrefix, StringComparison.Ordinal) ? 1 + int.Parse(name[StagePrefix.Length..name.IndexOf('.', StagePrefix.Length)], CultureInfo.InvariantCulture)
        : Layers + 1;

    /// <inheritdoc/>
    public override Network Create(HeadShape head, ScalarType compute) => new ResnetClassifier(config, head, compute);

    /// <inheritdoc/>
    public override void Complete(JsonObject saved)
    {
        saved["model_type"] = ModelType;
        saved["num_channels"] = Channels;
        saved["embedding_size"] = config.EmbeddingSize;
        saved["hidden_sizes"] = new JsonArray([.. config.HiddenSizes.Select(size => (JsonNode?)size)]);
        saved["depths"] = new JsonArray([.. config.Depths.Select(depth => (JsonNode?)depth)]);
        saved["layer_type"] = config.Bottleneck ? "bottleneck" : "basic";
        saved["hidden_act"] = "relu";
        saved["downsample_in_first_stage"] = config.DownsampleInFirstStage;
        saved["downsample_in_bottleneck"] = config.DownsampleInBottleneck;
    }

    /// <inheritdoc/>
    public override void Export(string path, ExportRequest request) => OnnxFile.Write(path, new ResnetExporter(config, request).Build());
}
