using System.Globalization;
using MlOps.Models;
using MlOps.Training.Export;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Bert;

/// <summary>The family of BERT.</summary>
/// <param name="config">The base model's shape.</param>
internal sealed class BertArchitecture(BertConfig config) : TextArchitecture
{
    /// <summary>The family as <c>config.json</c> names it.</summary>
    public const string ModelType = "bert";

    private const string LayerPrefix = "bert.encoder.layer.";

    private static readonly string[] EncoderParts = ["embeddings.", "encoder.", "pooler."];

    /// <inheritdoc/>
    public override string Family => ModelType;

    /// <inheritdoc/>
    public override IReadOnlyList<TaskKind> Tasks => [TaskKind.TextClassification, TaskKind.Regression];

    /// <inheritdoc/>
    public override int Layers => config.Layers;

    /// <inheritdoc/>
    public override int VocabularySize => config.VocabularySize;

    /// <inheritdoc/>
    public override int MaxTokens => config.MaxPositions;

    /// <inheritdoc/>
    public override string EncoderPrefix => "bert.";

    /// <inheritdoc/>
    public override string ClassName(TaskKind task) => "BertForSequenceClassification";

    /// <inheritdoc/>
    public override string Canonical(string stored)
    {
        var name = EncoderParts.Any(part => stored.StartsWith(part, StringComparison.Ordinal)) ? EncoderPrefix + stored : stored;

        // the first checkpoints, converted from TensorFlow, name layer norms so
        return name.EndsWith(".gamma", StringComparison.Ordinal) ? name[..^"gamma".Length] + "weight"
            : name.EndsWith(".beta", StringComparison.Ordinal) ? name[..^"beta".Length] + "bias"
            : name;
    }

    /// <inheritdoc/>
    public override bool MayBeNew(string name) =>
        name.StartsWith("classifier.", StringComparison.Ordinal) || name.StartsWith("bert.pooler.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool IsConstant(string name) => name is "bert.embeddings.position_ids" or "bert.embeddings.token_type_ids";

    /// <inheritdoc/>
    public override int LayerOf(string name) =>
        name.StartsWith("bert.embeddings.", StringComparison.Ordinal) ? 0
        : name.StartsWith(LayerPrefix, StringComparison.Ordinal) ? 1 + int.Parse(name[LayerPrefix.Length..name.IndexOf('.', LayerPrefix.Length)], CultureInfo.InvariantCulture)
        : config.Layers + 1;

    /// <inheritdoc/>
    public override Network Create(HeadShape head, ScalarType compute) => new BertClassifier(config, head, compute);

    /// <inheritdoc/>
    public override void Export(string path, ExportRequest request) => BertExporter.Write(path, config, request);
}
