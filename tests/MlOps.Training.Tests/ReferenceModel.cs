using System.Text.Json;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using MlOps.Training.Trainer;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests;

/// <summary>A tiny model of ../shared/reference/models with its one batch.</summary>
internal sealed class ReferenceModel : IDisposable
{
    private readonly string _folder;

    /// <summary>All folders that hold models.</summary>
    public static TheoryData<string> Folders => [.. ReferenceFolders.All()];

    /// <summary>The folders that hold models of texts.</summary>
    public static TheoryData<string> Texts => [.. ReferenceFolders.Texts()];

    public ReferenceModel(string family, double? dropout = null, ScalarType compute = ScalarType.Float32)
    {
        _folder = Repository.Reference($"models/{family}");
        var config = ConfigFile.Read(Path.Combine(_folder, "config.json"), "config.json");
        Architecture = Architectures.Of(config, dropout);
        Cases = Open("cases.safetensors");
        Task = TaskOf(config);
        Head = new(Task.Kind, Task.Outputs, [], dropout);
        Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "expected.json"))).RootElement;
        set_num_threads(1);
        Network = Architecture.Create(Head, compute);
        using var weights = Open("model.safetensors");
        var notes = WeightsLoader.Load(Network, Architecture, weights, "model.safetensors");
        Assert.All(notes, note => Assert.Contains("own head", note, StringComparison.Ordinal));
    }

    public Architecture Architecture { get; }

    public HeadShape Head { get; }

    public LearningTask Task { get; }

    public SafetensorsReader Cases { get; }

    public Network Network { get; }

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
                Seed = 1,
            };
        }
    }

    public JsonElement Expected { get; }

    /// <summary>The whole batch.</summary>
    public Batch Batch() => Batch(0, (int)Cases.Find("labels")!.Shape[0]);

    /// <summary>Some of its rows.</summary>
    public Batch Batch(int start, int rows)
    {
        var targets = TargetsOf(start, rows);
        return new([.. Enumerable.Range(start, rows)], Inputs(start, rows), targets, Weight(targets));
    }

    /// <summary>The batch as rows that are put together anew.</summary>
    public TrainingSet Rows() => new OneBatch(this);

    public float[] Floats(string name) => Cases.ReadFloats(Cases.Find(name)!);

    public SafetensorsReader Open(string file) => new(Path.Combine(_folder, file), file);

    public void Dispose()
    {
        Network.Dispose();
        Task.Dispose();
        Cases.Dispose();
    }

    private LearningTask TaskOf(ConfigFile config)
    {
        var outputs = (int)Cases.Find("logits")!.Shape[^1];
        var labels = Enumerable.Range(0, outputs).Select(label => $"LABEL_{label}").ToList();
        var isMultiLabel = config.Text("problem_type") == "multi_label_classification";
        var task = Cases.Find("labels")!.Type.IsFloat() && !isMultiLabel
            ? TaskKind.Regression
            : Architecture.Tasks.First(task => Architecture.ClassName(task) == config.Architecture);
        return task switch
        {
            TaskKind.MaskedLm or TaskKind.CausalLm => new LanguageModelTask(task, outputs),
            TaskKind.TokenClassification => new TaggingTask(labels, CPU),
            TaskKind.Regression => new RegressionTask(labels, CPU),
            _ => new ClassificationTask(task, labels, isMultiLabel, weights: null, CPU),
        };
    }

    // the mean of the loss is taken over these
    private double Weight(Targets targets) => Task.Kind switch
    {
        TaskKind.MaskedLm or TaskKind.TokenClassification => targets.Classes!.Count(token => token != Targets.Ignored),
        TaskKind.CausalLm => targets.Classes!.Where((token, place) => place % targets.Shape[1] > 0 && token != Targets.Ignored).Count(),
        _ => targets.Shape[0],
    };

    private ModelInputs Inputs(int start, int rows) =>
        Cases.Find("pixel_values") is { } pixels ? ModelInputs.Of(Pictures(pixels, start, rows)) : ModelInputs.Of(Tokens(start, rows));

    private PixelBatch Pictures(StoredTensor pixels, int start, int rows)
    {
        var size = (int)(pixels.Count / pixels.Shape[0]);
        return new(Cases.ReadFloats(pixels)[(start * size)..((start + rows) * size)], rows, (int)pixels.Shape[2], (int)pixels.Shape[3]);
    }

    private TokenBatch Tokens(int start, int rows)
    {
        var length = (int)Cases.Find("input_ids")!.Shape[1];
        long[] Cut(string name) => Cases.Find(name) is { } table ? Cases.ReadWholes(table)[(start * length)..((start + rows) * length)] : new long[rows * length];
        return new(Cut("input_ids"), Cut("attention_mask"), Cut("token_type_ids"), rows, length);
    }

    private Targets TargetsOf(int start, int rows)
    {
        var labels = Cases.Find("labels")!;
        var width = (int)(labels.Count / labels.Shape[0]);
        var place = (start * width)..((start + rows) * width);
        return labels.Type.IsFloat()
            ? Targets.Of(Cases.ReadFloats(labels)[place], rows, width)
            : Targets.Of(Cases.ReadWholes(labels)[place], [rows, .. labels.Shape.Skip(1)]);
    }

    private sealed class OneBatch(ReferenceModel model) : TrainingSet
    {
        public override int Count => (int)model.Cases.Find("labels")!.Shape[0];

        public override IReadOnlyList<int> Lengths => new int[Count];

        // a row at a time, put together: the rows of a batch may come in any order
        public override IEnumerable<Batch> Batches(IReadOnlyList<int[]> order, int epoch, CancellationToken ct) =>
            order.Select(rows => rows.Select(row => model.Batch(row, 1)).Aggregate(Join) with { Rows = rows });

        private static Batch Join(Batch a, Batch b)
        {
            long[] shape = [a.Inputs.Rows + b.Inputs.Rows, .. a.Targets.Shape.Skip(1)];
            return new(
                [],
                a.Inputs.Pixels is { } pixels ? ModelInputs.Of(Join(pixels, b.Inputs.Pixels!)) : ModelInputs.Of(Join(a.Inputs.Tokens!, b.Inputs.Tokens!)),
                a.Targets.Classes is { } classes ? Targets.Of([.. classes, .. b.Targets.Classes!], shape) : Targets.Of([.. a.Targets.Values!, .. b.Targets.Values!], shape),
                shape[0]);
        }

        private static PixelBatch Join(PixelBatch a, PixelBatch b) => a with { Values = [.. a.Values, .. b.Values], Rows = a.Rows + b.Rows };

        private static TokenBatch Join(TokenBatch a, TokenBatch b) => new(
            [.. a.InputIds, .. b.InputIds], [.. a.AttentionMask, .. b.AttentionMask], [.. a.TokenTypeIds, .. b.TokenTypeIds], a.Rows + b.Rows, a.Length);
    }
}
