using MlOps.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Models.DistilBert;

/// <summary>The family of DistilBERT.</summary>
/// <param name="config">The base model's shape.</param>
internal sealed class DistilBertArchitecture(DistilBertConfig config) : TextArchitecture
{
    /// <summary>The family as <c>config.json</c> names it.</summary>
    public const string ModelType = "distilbert";

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
    public override int MaxTokens => config.MaxPositions;

    /// <inheritdoc/>
    public override string EncoderPrefix => "distilbert.";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> EncoderParts => ["embeddings.", "transformer."];

    /// <inheritdoc/>
    protected override string LayerPrefix => "distilbert.transformer.layer.";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> EmbeddingParts => ["distilbert.embeddings."];

    /// <inheritdoc/>
    public override string ClassName(TaskKind task) => task switch
    {
        TaskKind.TokenClassification => "DistilBertForTokenClassification",
        TaskKind.MaskedLm => "DistilBertForMaskedLM",
        _ => "DistilBertForSequenceClassification",
    };

    /// <inheritdoc/>
    public override bool IsConstant(string name) => name is "distilbert.embeddings.position_ids";

    /// <inheritdoc/>
    public override string? TiedTo(string name) => name is "vocab_projector.weight" ? "distilbert.embeddings.word_embeddings.weight" : null;

    /// <inheritdoc/>
    public override Network Create(HeadShape head, ScalarType compute) => head.Task switch
    {
        TaskKind.TokenClassification => CreateTokenClassifier(head, compute),
        TaskKind.MaskedLm => new DistilBertMaskedLm(config, compute),
        _ => new DistilBertClassifier(config, head, compute),
    };

    /// <inheritdoc/>
    public override void Export(string path, ExportRequest request) => DistilBertExporter.Write(path, config, request);

    private TokenClassifier CreateTokenClassifier(HeadShape head, ScalarType compute)
    {
        var dropout = head.Dropout ?? config.HiddenDropout;
        return new(
            Family,
            new DistilBertModel(config, compute),
            Classifier.Create(config.HiddenSize, head, config.InitializerRange, dropout),
            dropout);
    }
}
