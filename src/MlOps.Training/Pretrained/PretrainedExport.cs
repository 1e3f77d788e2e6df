using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Training.FineTune;
using MlOps.Training.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Pretrained;

/// <summary>Exports a pretrained model as it is, head included, and holds the export against libtorch.</summary>
/// <param name="scorer">Runs the exported model.</param>
public sealed class PretrainedExport(OnnxScorer scorer)
{
    private const int MostTokens = 512; // longer inputs of models that read more are cut

    /// <inheritdoc cref="PretrainedExporter"/>
    /// <exception cref="MlOpsException">MLOPS3001: the model has no head of its own, or one that is not known. MLOPS3004: the export gives other logits.</exception>
    public void Write(PretrainedModel model, string folder, CancellationToken ct)
    {
        var config = ConfigFile.Read(model.Found.FullPath(ConfigFile.FileName), $"{model.Found.Name}/{ConfigFile.FileName}");
        var architecture = Architectures.Of(config, dropout: null);
        var json = config.Copy();
        var task = TaskOf(model, architecture, json);
        var maxTokens = architecture is TextArchitecture text ? Math.Min(text.MaxTokens, MostTokens) : 0;
        var origin = BaseModel.Open(model.Found, new BaseRequest(model.Named, task, maxTokens, Dropout: null));
        var labels = Labels(json, task);
        var head = new HeadShape(task, task is TaskKind.MaskedLm or TaskKind.CausalLm ? ((TextArchitecture)architecture).VocabularySize : labels.Count, Hidden(json), Dropout: null);

        _ = LibTorch.Start(model.Compute with { Device = Spec.Device.Cpu }, model.Seed);
        using var network = origin.Architecture.Create(head, ScalarType.Float32);
        Load(network, origin, model);
        var multiLabel = (string?)json["problem_type"] == "multi_label_classification";
        var files = new ModelFolder(folder);
        files.Write(network, origin, head, labels, multiLabel);
        Describe(model, origin, task, labels, multiLabel, maxTokens).Write(folder);
        _ = new ExportCheck(scorer).Run(files, origin, head, new ProbeSet(origin, model.Seed), model.Named.Location, ct);
    }

    private static TaskKind TaskOf(PretrainedModel model, Architecture architecture, JsonObject config)
    {
        var name = (string?)(config["architectures"] as JsonArray)?.FirstOrDefault();
        var tasks = architecture.Tasks.Where(task => architecture.ClassName(task) == name).ToList();
        if (tasks.Count == 0)
        {
            var known = architecture.Tasks.Select(architecture.ClassName).Distinct();
            throw new MlOpsException(
                Rules.IncompatibleBase, model.Named.Location, $"its config.json names the class '{name ?? "(none)"}', which has no head that answers; expected {string.Join(", ", known)}, or a fine-tune step before");
        }

        var isRegression = (string?)config["problem_type"] == "regression" || (config["problem_type"] is null && LabelsOf(config)?.Count == 1);
        return tasks.Contains(TaskKind.Regression) && isRegression ? TaskKind.Regression : tasks[0];
    }

    private static IReadOnlyList<string>? LabelsOf(JsonObject config) => config["id2label"] is JsonObject labels
        ? [.. labels.OrderBy(label => int.Parse(label.Key, CultureInfo.InvariantCulture)).Select(label => (string)label.Value!)]
        : null;

    // transformers leaves the names out where there are two, and calls them so
    private static IReadOnlyList<string> Labels(JsonObject config, TaskKind task) =>
        task is TaskKind.MaskedLm or TaskKind.CausalLm ? []
        : LabelsOf(config) ?? [.. Enumerable.Range(0, (int?)config["num_labels"] ?? 2).Select(label => $"LABEL_{label}")];

    private static int[] Hidden(JsonObject config) =>
        config[ModelFolder.HiddenKey] is JsonArray widths ? [.. widths.Select(width => (int)width!)] : [];

    private static void Load(Network network, BaseModel origin, PretrainedModel model)
    {
        using var weights = origin.OpenWeights();
        var stored = weights.Tensors
            .Select(tensor => (Name: origin.Architecture.Canonical(tensor.Name), tensor.Shape))
            .ToLookup(tensor => origin.Architecture.TiedTo(tensor.Name) ?? tensor.Name, tensor => tensor.Shape, StringComparer.Ordinal);
        var absent = network.named_parameters().Where(entry => !stored[entry.name].Any(shape => shape.SequenceEqual(entry.parameter.shape))).Select(entry => entry.name).ToList();
        if (absent.Count > 0)
        {
            throw new MlOpsException(
                Rules.IncompatibleBase, model.Named.Location, $"the model '{model.Named.Shown}' lacks {string.Join(", ", absent)}, or has them in another shape; a model without a head of its own has to be fine-tuned first");
        }

        _ = WeightsLoader.Load(network, origin.Architecture, weights, weights.Shown);
    }

    private static Preparation PreparationOf(PretrainedModel model, BaseModel origin)
    {
        var input = origin.Architecture is ImageArchitecture ? InputKind.Image : InputKind.Text;
        return (model.Preparation ?? new(Kebab.Of(input), [], [])) with { Input = input };
    }

    private static ModelDescription Describe(PretrainedModel model, BaseModel origin, TaskKind task, IReadOnlyList<string> labels, bool multiLabel, int maxTokens) => new()
    {
        Task = Kebab.Of(task),
        Family = origin.Architecture.Family,
        Labels = labels,
        MultiLabel = multiLabel,
        Preparation = PreparationOf(model, origin),
        Pictures = PictureData.TransformOf(origin),
        MaxTokens = maxTokens,
        Base = model.Found.Described,
        BaseHash = model.Found.ContentHash,
        DataHash = new string('0', 64), // no rows were learnt from here
        Precision = "fp32",
        Seed = model.Seed,
    };
}
