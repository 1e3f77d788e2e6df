using MlOps.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Bert;

/// <summary>The family of BERT.</summary>
/// <param name="config">The base model's shape.</param>
internal sealed class BertArchitecture(BertConfig config) : TextArchitecture
{
    /// <summary>The family as <c>config.json</c> names it.</summary>
    public const string ModelType = "bert";

    /// <inheritdoc/>
    public override string Family => ModelType;

    /// <inheritdoc/>
    public override IReadOnlyList<TaskKind> Tasks => config.TiesEmbeddings
        ? [TaskKind.TextClassification, TaskKind.Regression, TaskKind.TokenClassification, TaskKind.MaskedLm]
        : [TaskKind.TextClassification, TaskKind.Regression, TaskKind.TokenClassification];

    /// <inheritdoc/>
    public override int Layers => config.Layers;

    /// <inheritdoc/>
    public override int VocabularySize => config.VocabularySize;

    /// <inheritdoc/>
    public override int MaxTokens => config.MaxTokens;

    /// <inheritdoc/>
    public override string EncoderPrefix => "bert.";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> EncoderParts => ["embeddings.", "encoder.", "pooler."];

    /// <inheritdoc/>
    protected override string LayerPrefix => "bert.encoder.layer.";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> EmbeddingParts => ["bert.embeddings."];

    /// <inheritdoc/>
    public override string ClassName(TaskKind task) => task switch
    {
        TaskKind.TokenClassification => "BertForTokenClassification",
        TaskKind.MaskedLm => "BertForMaskedLM",
        _ => "BertForSequenceClassification",
    };

    /// <inheritdoc/>
    public override bool IsConstant(string name) => name is "bert.embeddings.position_ids" or "bert.embeddings.token_type_ids";

    /// <inheritdoc/>
    public override string? TiedTo(string name) => name switch
    {
        "cls.predictions.decoder.weight" => "bert.embeddings.word_embeddings.weight",
        "cls.predictions.decoder.bias" => "cls.predictions.bias",
        _ => null,
    };

    /// <inheritdoc/>
    public override Network Create(HeadShape head, ScalarType compute) => head.Task switch
    {
        TaskKind.TokenClassification => CreateTokenClassifier(head, compute),
        TaskKind.MaskedLm => new BertMaskedLm(config, compute),
        _ => new BertClassifier(config, head, compute),
    };

    /// <inheritdoc/>
    public override void Export(string path, ExportRequest request) => BertExporter.Write(path, config, request);

    private TokenClassifier CreateTokenClassifier(HeadShape head, ScalarType compute)
    {
        var dropout = head.Dropout ?? config.ClassifierDropout ?? config.HiddenDropout;
        return new(
            Family,
            new BertModel(config, compute, pools: false),
            Classifier.Create(config.HiddenSize, head, config.InitializerRange, dropout),
            dropout);
    }
}
