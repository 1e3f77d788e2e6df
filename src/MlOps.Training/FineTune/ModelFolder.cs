using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Steps;
using MlOps.Text.Tokenizers;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.FineTune;

/// <summary>Writes the folder of a fine-tuned model: what transformers reads, and <c>model.onnx</c>.</summary>
/// <param name="folder">Full path; made when absent.</param>
internal sealed class ModelFolder(string folder)
{
    /// <summary>Key of config.json for the widths of a classifier's hidden layers, which transformers does not know.</summary>
    private const string HiddenKey = "classifier_hidden_sizes";

    /// <summary>Full path of the weights.</summary>
    public string WeightsFile { get; } = Path.Combine(folder, "model.safetensors");

    /// <summary>Full path of the exported model.</summary>
    public string OnnxFile { get; } = Path.Combine(folder, "model.onnx");

    /// <summary>Writes the weights, the configuration, the tokenizer and the export.</summary>
    /// <param name="model">The trained model, on any device.</param>
    /// <param name="origin">The base model.</param>
    /// <param name="shape">The classifier.</param>
    /// <param name="data">Names the labels.</param>
    public void Write(nn.Module model, BaseModel origin, ClassifierShape shape, DataCard data)
    {
        _ = Directory.CreateDirectory(folder);
        var weights = model.named_parameters().ToDictionary(entry => entry.name, entry => Read(entry.name, entry.parameter), StringComparer.Ordinal);
        SafetensorsWriter.Write(WeightsFile, weights.Values);
        WriteConfig(origin, shape, data);
        foreach (var file in Tokenizer.FileNames.Where(file => File.Exists(Path.Combine(origin.Folder, file))))
        {
            File.Copy(Path.Combine(origin.Folder, file), Path.Combine(folder, file));
        }

        origin.Architecture.Export(OnnxFile, shape, data.Labels, data.MultiLabel, name => weights[name]);
    }

    private static NamedTensor Read(string name, Tensor parameter)
    {
        using var scope = NewDisposeScope();
        return new(name, parameter.shape, parameter.detach().cpu().data<float>().ToArray());
    }

    private void WriteConfig(BaseModel origin, ClassifierShape shape, DataCard data)
    {
        var config = origin.Config.Copy();
        foreach (var stale in new[] { "_name_or_path", "torch_dtype", HiddenKey })
        {
            _ = config.Remove(stale);
        }

        config["architectures"] = new JsonArray(origin.Architecture.ClassifierClass);
        config["dtype"] = "float32";
        config["problem_type"] = data.MultiLabel ? "multi_label_classification" : "single_label_classification";
        config["id2label"] = new JsonObject(data.Labels.Select((label, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), (JsonNode?)label)));
        config["label2id"] = new JsonObject(data.Labels.Select((label, index) => KeyValuePair.Create(label, (JsonNode?)index)));
        if (shape.Hidden.Count > 0)
        {
            config[HiddenKey] = new JsonArray([.. shape.Hidden.Select(width => (JsonNode?)width)]);
        }

        using var stream = File.Create(Path.Combine(folder, ConfigFile.FileName));
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        new JsonObject(config.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))).WriteTo(json);
    }
}
