using System.Text.Json.Nodes;
using MlOps.Models;
using MlOps.Training.Export;
using static TorchSharp.torch;

namespace MlOps.Training.Models.InceptionV3;

/// <summary>Inception-v3, in torchvision's layout.</summary>
/// <param name="config">What may differ.</param>
internal sealed class InceptionArchitecture(InceptionConfig config) : ImageArchitecture
{
    /// <summary>The family as our <c>config.json</c> names it.</summary>
    public const string ModelType = "inception_v3";

    private const string Stem = "Conv2d_";
    private const string Head = "fc.";
    private const string AuxiliaryHead = "AuxLogits.";

    /// <inheritdoc/>
    public override string Family => ModelType;

    /// <summary>The blocks: Mixed_5b to Mixed_7c.</summary>
    public override int Layers => InceptionLayout.Blocks.Count;

    /// <inheritdoc/>
    public override int InputSize => 299;

    /// <inheritdoc/>
    public override string EncoderPrefix => "";

    /// <inheritdoc/>
    public override string ClassName(TaskKind task) => InceptionConfig.Name;

    /// <inheritdoc/>
    public override string Canonical(string stored) => WithoutWrapper(stored);

    /// <inheritdoc/>
    public override bool IsHead(string name) =>
        name.StartsWith(Head, StringComparison.Ordinal) || name.StartsWith(AuxiliaryHead, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool MayBeNew(string name) => IsHead(name);

    /// <inheritdoc/>
    public override int LayerOf(string name)
    {
        if (name.StartsWith(Stem, StringComparison.Ordinal))
        {
            return 0;
        }

        var blocks = InceptionLayout.Blocks.Index().Where(entry => name.StartsWith($"{entry.Item.Name}.", StringComparison.Ordinal)).ToList();
        return 1 + (blocks is [var block] ? block.Index : Layers);
    }

    /// <inheritdoc/>
    public override Network Create(HeadShape head, ScalarType compute) => new InceptionClassifier(config, head, compute);

    /// <inheritdoc/>
    public override void Complete(JsonObject saved) => saved["model_type"] = ModelType;

    /// <inheritdoc/>
    public override void Export(string path, ExportRequest request) => OnnxFile.Write(path, new InceptionExporter(config, request).Build());
}
