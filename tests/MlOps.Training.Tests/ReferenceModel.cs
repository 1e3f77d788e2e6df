using System.Text.Json;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Trainer;
using MlOps.Training.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Tests;

/// <summary>A tiny model of ../shared/reference/models with its one batch.</summary>
internal sealed class ReferenceModel : IDisposable
{
    private readonly string _folder;

    public ReferenceModel(string family, double? dropout = null, ScalarType compute = ScalarType.Float32)
    {
        _folder = Repository.Reference($"models/{family}");
        var config = ConfigFile.Read(Path.Combine(_folder, "config.json"), "config.json");
        Architecture = Architectures.Of(config, dropout);
        MultiLabel = config.Text("problem_type") == "multi_label_classification";
        Cases = Open("cases.safetensors");
        var logits = Cases.Find("logits")!;
        Labels = (int)logits.Shape[1];
        Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "expected.json"))).RootElement;
        set_num_threads(1);
        Model = Architecture.Create(new ClassifierShape([], Labels, dropout), compute);
        using var weights = Open("model.safetensors");
        Assert.Contains("own head", Assert.Single(WeightsLoader.Load(Model, Architecture, weights, "model.safetensors")), StringComparison.Ordinal);
    }

    public TextArchitecture Architecture { get; }

    public bool MultiLabel { get; }

    public int Labels { get; }

    public SafetensorsReader Cases { get; }

    public Module<Tensor, Tensor, Tensor, Tensor> Model { get; }

    /// <summary>The settings of the reference training: no warm-up, a constant rate.</summary>
    public TrainerSettings Settings
    {
        get
        {
            var optimizer = Expected.GetProperty("optimizer");
            return new()
            {
                Epochs = 1,
                BatchSize = 64,
                LearningRate = optimizer.GetProperty("lr").GetDouble(),
                WeightDecay = optimizer.GetProperty("weight_decay").GetDouble(),
                ClipNorm = optimizer.GetProperty("clip_norm").GetDouble(),
                Schedule = ScheduleKind.Constant,
                Labels = [.. Enumerable.Range(0, Labels).Select(label => $"LABEL_{label}")],
                MultiLabel = MultiLabel,
                PaddingId = 0,
                Seed = 1,
            };
        }
    }

    public JsonElement Expected { get; }

    /// <summary>The rows of the batch, without padding.</summary>
    public Example[] Examples()
    {
        var (ids, mask, types) = (Wholes("input_ids"), Wholes("attention_mask"), Wholes("token_type_ids"));
        var length = (int)Cases.Find("input_ids")!.Shape[1];
        return [.. Enumerable.Range(0, ids.Length / length).Select(row =>
        {
            var tokens = (int)mask.Skip(row * length).Take(length).Sum();
            int[] Cut(long[] table) => [.. table.Skip(row * length).Take(tokens).Select(number => (int)number)];
            return new Example(new EncodedText(Cut(ids), Cut(types)), LabelsOf(row));
        })];
    }

    public float[] Floats(string name) => Cases.ReadFloats(Cases.Find(name)!);

    public SafetensorsReader Open(string file) => new(Path.Combine(_folder, file), file);

    public void Dispose()
    {
        Model.Dispose();
        Cases.Dispose();
    }

    private long[] Wholes(string name) => Cases.ReadWholes(Cases.Find(name)!);

    private int[] LabelsOf(int row) => MultiLabel
        ? [.. Enumerable.Range(0, Labels).Where(label => Floats("labels")[(row * Labels) + label] == 1)]
        : [(int)Wholes("labels")[row]];
}
