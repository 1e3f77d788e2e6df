using System.Text.RegularExpressions;
using MlOps.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Gpt2;

/// <summary>The family of GPT-2, which DialoGPT is of too.</summary>
/// <param name="config">The base model's shape.</param>
internal sealed partial class Gpt2Architecture(Gpt2Config config) : TextArchitecture
{
    /// <summary>The family as <c>config.json</c> names it.</summary>
    public const string ModelType = "gpt2";

    /// <inheritdoc/>
    public override string Family => ModelType;

    /// <inheritdoc/>
    public override IReadOnlyList<TaskKind> Tasks => config.TiesEmbeddings
        ? [TaskKind.TextClassification, TaskKind.Regression, TaskKind.CausalLm]
        : [TaskKind.TextClassification, TaskKind.Regression];

    /// <inheritdoc/>
    public override int Layers => config.Layers;

    /// <inheritdoc/>
    public override int VocabularySize => config.VocabularySize;

    /// <inheritdoc/>
    public override int MaxTokens => config.MaxPositions;

    /// <inheritdoc/>
    public override string EncoderPrefix => "transformer.";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> EncoderParts => ["wte.", "wpe.", "h.", "ln_f."];

    /// <inheritdoc/>
    protected override string LayerPrefix => "transformer.h.";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> EmbeddingParts => ["transformer.wte.", "transformer.wpe."];

    /// <inheritdoc/>
    public override string ClassName(TaskKind task) => task is TaskKind.CausalLm ? "GPT2LMHeadModel" : "GPT2ForSequenceClassification";

    /// <inheritdoc/>
    public override bool IsConstant(string name) => CausalMask().IsMatch(name);

    /// <inheritdoc/>
    public override string? TiedTo(string name) => name is "lm_head.weight" ? "transformer.wte.weight" : null;

    /// <inheritdoc/>
    public override Network Create(HeadShape head, ScalarType compute) =>
        head.Task is TaskKind.CausalLm ? new Gpt2LanguageModel(config, compute) : new Gpt2Classifier(config, head, compute);

    /// <inheritdoc/>
    public override void Export(string path, ExportRequest request) => Gpt2Exporter.Write(path, config, request);

    // a triangle of ones that older versions kept beside the weights, and the number put where it is zero
    [GeneratedRegex(@"^transformer\.h\.\d+\.attn\.(masked_)?bias$", RegexOptions.CultureInvariant)]
    private static partial Regex CausalMask();
}
