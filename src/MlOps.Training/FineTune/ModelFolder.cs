using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Models;
using MlOps.Text.Tokenizers;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using MlOps.Vision;
using static TorchSharp.torch;

namespace MlOps.Training.FineTune;

/// <summary>Writes the folder of a fine-tuned model: what transformers reads, and <c>model.onnx</c>.</summary>
/// <param name="folder">Full path; made when absent.</param>
internal sealed class ModelFolder(string folder)
{
    /// <summary>Key of config.json for the widths of a classifier's hidden layers, which transformers does not know.</summary>
    public const string HiddenKey = "classifier_hidden_sizes";

    /// <summary>Full path of the weights.</summary>
    public string WeightsFile { get; } = Path.Combine(folder, "model.safetensors");

    /// <summary>Full path of the exported model.</summary>
    public string OnnxFile { get; } = Path.Combine(folder, "model.onnx");

    /// <summary>Writes the weights, the configuration, the tokenizer and the export.</summary>
    /// <param name="network">The trained network, on any device.</param>
    /// <param name="origin">The base model.</param>
    /// <param name="head">The head.</param>
    /// <param name="labels">Names of its outputs; none for language models.</param>
    /// <param name="multiLabel">True when each label is decided by itself.</param>
    public void Write(Network network, BaseModel origin, HeadShape head, IReadOnlyList<string> labels, bool multiLabel)
    {
        _ = Directory.CreateDirectory(folder);
        var weights = network.state_dict().ToDictionary(entry => entry.Key, entry => Read(entry.Key, entry.Value), StringComparer.Ordinal);
        SafetensorsWriter.Write(WeightsFile, weights.Values);
        WriteConfig(origin, head, labels, multiLabel);
        foreach (var file in Tokenizer.FileNames.Where(file => File.Exists(Path.Combine(origin.Folder, file))))
        {
            File.Copy(Path.Combine(origin.Folder, file), Path.Combine(folder, file));
        }

        if (PictureData.TransformOf(origin) is { } transform)
        {
            PreprocessorConfig.Write(folder, transform);
        }

        origin.Architecture.Export(OnnxFile, new(head, labels, multiLabel, name => (NamedTensor)weights[name]));
    }

    private static TensorValues Read(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var values = tensor.detach().cpu();
        return values.is_floating_point()
            ? new NamedTensor(name, values.shape, values.data<float>().ToArray())
            : new NamedWholes(name, values.shape, values.data<long>().ToArray());
    }

    private void WriteConfig(BaseModel origin, HeadShape head, IReadOnlyList<string> labels, bool multiLabel)
    {
        var config = origin.Config.Copy();
        foreach (var stale in new[] { "_name_or_path", "torch_dtype", "problem_type", "id2label", "label2id", HiddenKey })
        {
            _ = config.Remove(stale);
        }

        origin.Architecture.Complete(config);
        config["architectures"] = new JsonArray(origin.Architecture.ClassName(head.Task));
        config["dtype"] = "float32";
        if (ProblemType(head.Task, multiLabel) is { } problem)
        {
            config["problem_type"] = problem;
        }

        // by it transformers' GPT-2 finds a text's last token, and that family's files do not name it
        if (origin.Tokenizer is { } tokenizer && config["pad_token_id"] is null)
        {
            config["pad_token_id"] = tokenizer.PaddingId;
        }

        if (labels.Count > 0)
        {
            config["id2label"] = new JsonObject(labels.Select((label, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), (JsonNode?)label)));
            config["label2id"] = new JsonObject(labels.Select((label, index) => KeyValuePair.Create(label, (JsonNode?)index)));
        }

        if (head.Hidden.Count > 0)
        {
            config[HiddenKey] = new JsonArray([.. head.Hidden.Select(width => (JsonNode?)width)]);
        }

        using var stream = File.Create(Path.Combine(folder, ConfigFile.FileName));
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        new JsonObject(config.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))).WriteTo(json);
    }

    // transformers chooses the loss by it; token classification and language models have just one
    private static string? ProblemType(TaskKind task, bool multiLabel) => task switch
    {
        TaskKind.TextClassification or TaskKind.ImageClassification => multiLabel ? "multi_label_classification" : "single_label_classification",
        TaskKind.Regression => "regression",
        _ => null,
    };
}
