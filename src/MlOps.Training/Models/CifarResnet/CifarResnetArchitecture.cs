using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Models;
using MlOps.Pictures;
using MlOps.Training.Export;
using static TorchSharp.torch;

namespace MlOps.Training.Models.CifarResnet;

/// <summary>The family of residual networks for pictures of 32 x 32 pixels, in the layout that their PyTorch implementations share.</summary>
/// <param name="config">The base model's depth.</param>
internal sealed class CifarResnetArchitecture(CifarResnetConfig config) : ImageArchitecture
{
    /// <summary>The family as our <c>config.json</c> names it.</summary>
    public const string ModelType = "resnet-cifar";

    private const string StagePrefix = "layer";
    private const string Head = "linear.";

    /// <inheritdoc/>
    public override string Family => ModelType;

    /// <summary>The stages: layer1 to layer3.</summary>
    public override int Layers => CifarResnetConfig.Channels.Count;

    /// <inheritdoc/>
    public override int InputSize => 32;

    /// <inheritdoc/>
    public override PictureTransform Transform => PictureTransform.OfCifar(InputSize);

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
    public override int LayerOf(string name) =>
        IsHead(name) ? Layers + 1
        : name.StartsWith(StagePrefix, StringComparison.Ordinal) ? int.Parse(name.AsSpan(StagePrefix.Length, 1), CultureInfo.InvariantCulture)
        : 0;

    /// <inheritdoc/>
    public override Network Create(HeadShape head, ScalarType compute) => new CifarResnetClassifier(config, head, compute);

    /// <inheritdoc/>
    public override void Complete(JsonObject saved) => saved["model_type"] = ModelType;

    /// <inheritdoc/>
    public override void Export(string path, ExportRequest request) => OnnxFile.Write(path, new CifarResnetExporter(config, request).Build());
}
