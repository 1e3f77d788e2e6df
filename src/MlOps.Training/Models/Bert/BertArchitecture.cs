using MlOps.Training.Export;
using MlOps.Training.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>The family of BERT.</summary>
/// <param name="config">The base model's shape.</param>
internal sealed class BertArchitecture(BertConfig config) : TextArchitecture
{
    /// <summary>The family as <c>config.json</c> names it.</summary>
    public const string ModelType = "bert";

    private static readonly string[] EncoderParts = ["embeddings.", "encoder.", "pooler."];

    /// <inheritdoc/>
    public override string Family => ModelType;

    /// <inheritdoc/>
    public override string ClassifierClass => "BertForSequenceClassification";

    /// <inheritdoc/>
    public override int VocabularySize => config.VocabularySize;

    /// <inheritdoc/>
    public override int MaxTokens => config.MaxPositions;

    /// <inheritdoc/>
    public override string EncoderPrefix => "bert.";

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
    public override Module<Tensor, Tensor, Tensor, Tensor> Create(ClassifierShape shape, ScalarType compute) => new BertClassifier(config, shape, compute);

    /// <inheritdoc/>
    public override void Export(
        string path, ClassifierShape shape, IReadOnlyList<string> labels, bool multiLabel, Func<string, NamedTensor> weight) =>
        BertExporter.Write(path, config, shape, labels, multiLabel, weight);
}
