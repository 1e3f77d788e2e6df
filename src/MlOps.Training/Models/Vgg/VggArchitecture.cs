using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Models;
using MlOps.Training.Export;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Vgg;

/// <summary>The family of VGG networks, in torchvision's layout.</summary>
/// <param name="config">The base model's shape.</param>
internal sealed class VggArchitecture(VggConfig config) : ImageArchitecture
{
    /// <summary>The family as our <c>config.json</c> names it.</summary>
    public const string ModelType = "vgg";

    private const string Features = "features.";
    private const string Head = "classifier.6.";

    /// <inheritdoc/>
    public override string Family => ModelType;

    /// <summary>The blocks of convolutions but for the first, which is the stem, and two linear layers below the head.</summary>
    public override int Layers => VggConfig.Blocks - 1 + 2;

    /// <inheritdoc/>
    public override int InputSize => 224;

    /// <inheritdoc/>
    public override string EncoderPrefix => "";

    /// <inheritdoc/>
    public override string ClassName(TaskKind task) => config.Name;

    /// <inheritdoc/>
    public override string Canonical(string stored) => WithoutWrapper(stored);

    /// <inheritdoc/>
    public override bool IsHead(string name) => name.StartsWith(Head, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool MayBeNew(string name) => IsHead(name);

    /// <inheritdoc/>
    public override int LayerOf(string name)
    {
        if (!name.StartsWith(Features, StringComparison.Ordinal))
        {
            return IsHead(name) ? Layers + 1
                : name.StartsWith("classifier.3.", StringComparison.Ordinal) ? Layers
                : Layers - 1;
        }

        var index = int.Parse(name[Features.Length..name.IndexOf('.', Features.Length)], CultureInfo.InvariantCulture);
        return config.Convolutions.Last(convolution => convolution.Index <= index).Block;
    }

    /// <inheritdoc/>
    public override Network Create(HeadShape head, ScalarType compute) => new VggClassifier(config, head, compute);

    /// <inheritdoc/>
    public override void Complete(JsonObject saved) => saved["model_type"] = ModelType;

    /// <inheritdoc/>
    public override void Export(string path, ExportRequest request) => OnnxFile.Write(path, new VggExporter(config, request).Build());
}
