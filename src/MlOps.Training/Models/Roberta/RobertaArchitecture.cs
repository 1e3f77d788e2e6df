using MlOps.Models;
using MlOps.Training.Models.Bert;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Roberta;

/// <summary>The family of RoBERTa: BERT's layers, another count of places, other heads. CamemBERT and XLM-RoBERTa are the same with other vocabularies.</summary>
/// <remarks>
/// Liu and others 2019, "RoBERTa: A Robustly Optimized BERT Pretraining Approach"; Martin and others 2020, "CamemBERT: a Tasty French Language Model";
/// Conneau and others 2020, "Unsupervised Cross-lingual Representation Learning at Scale".
/// </remarks>
/// <param name="kind">Which of them.</param>
/// <param name="config">The base model's shape.</param>
internal sealed class RobertaArchitecture(RobertaKind kind, BertConfig config) : TextArchitecture
{
    private const int DefaultPadding = 1;
    private const string EncoderName = "roberta";

    /// <inheritdoc/>
    public override string Family => kind switch
    {
        RobertaKind.Camembert => "camembert",
        RobertaKind.XlmRoberta => "xlm-roberta",
        _ => "roberta",
    };

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
    public override string EncoderPrefix => "roberta.";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> EncoderParts => ["embeddings.", "encoder.", "pooler."];

    /// <inheritdoc/>
    protected override string LayerPrefix => "roberta.encoder.layer.";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> EmbeddingParts => ["roberta.embeddings."];

    /// <summary>Reads a <c>config.json</c> of one of these families.</summary>
    /// <param name="config">The file.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: the shape is not possible.</exception>
    public static BertConfig Read(ConfigFile config)
    {
        var shape = BertConfig.Read(config);
        var padding = shape.PaddingToken ?? DefaultPadding;
        return padding < shape.MaxPositions - 1
            ? shape with { PaddingToken = padding, PositionPadding = padding }
            : throw config.Incompatible($"max_position_embeddings is {shape.MaxPositions}; places are counted from the one after pad_token_id, {padding}");
    }

    /// <inheritdoc/>
    public override string ClassName(TaskKind task)
    {
        var name = kind is RobertaKind.XlmRoberta ? "XLMRoberta" : kind.ToString();
        return task switch
        {
            TaskKind.TokenClassification => $"{name}ForTokenClassification",
            TaskKind.MaskedLm => $"{name}ForMaskedLM",
            _ => $"{name}ForSequenceClassification",
        };
    }

    /// <inheritdoc/>
    public override bool IsConstant(string name) => name is "roberta.embeddings.position_ids" or "roberta.embeddings.token_type_ids";

    /// <inheritdoc/>
    public override string? TiedTo(string name) => name switch
    {
        "lm_head.decoder.weight" => "roberta.embeddings.word_embeddings.weight",
        "lm_head.decoder.bias" => "lm_head.bias",
        _ => null,
    };

    /// <inheritdoc/>
    public override Network Create(HeadShape head, ScalarType compute) => head.Task switch
    {
        TaskKind.TokenClassification => CreateTokenClassifier(head, compute),
        TaskKind.MaskedLm => new RobertaMaskedLm(config, compute),
        _ => new RobertaClassifier(config, head, compute),
    };

    /// <inheritdoc/>
    public override void Export(string path, ExportRequest request) => RobertaExporter.Write(path, Family, config, request);

    private TokenClassifier CreateTokenClassifier(HeadShape head, ScalarType compute)
    {
        var dropout = head.Dropout ?? config.ClassifierDropout ?? config.HiddenDropout;
        return new(
            EncoderName,
            new BertModel(config, compute, pools: false),
            Classifier.Create(config.HiddenSize, head, config.InitializerRange, dropout),
            dropout);
    }
}
