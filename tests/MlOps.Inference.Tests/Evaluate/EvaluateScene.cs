using MlOps.Diagnostics;
using MlOps.Inference.Evaluate;
using MlOps.Inference.Tests.Export;
using MlOps.Metrics.Gates;
using MlOps.Models;
using MlOps.Registry;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Text.Readers;
using MlOps.Training.Export;
using MlOps.Training.Models.Bert;
using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Inference.Tests.Evaluate;

/// <summary>An evaluate step with a tiny model and sixty test rows: everything that it reads, but for the rest of a pipeline.</summary>
internal sealed class EvaluateScene : IDisposable
{
    /// <summary>For steps that judge what was fine-tuned.</summary>
    public static PretrainedExporter NoPretrained { get; } = (_, _, _) => throw new InvalidOperationException("nothing is exported here");

    /// <summary>With this seed no row is nearer than 0.07 to a probability of one half, so that rounding decides nothing.</summary>
    public const int CandidateSeed = 30;

    /// <summary>As <see cref="CandidateSeed"/>, 0.03.</summary>
    public const int ChampionSeed = 38;

    private const string Pipeline = """
        name: demo
        steps:
          judge:
            uses: evaluate
            threads: 1

        """;

    private readonly List<TemporaryFolder> _folders = [];
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _training = new();
    private readonly TemporaryFolder _output = new();

    public EvaluateScene() => Model = AddModel(_training.File("model"), ["ham", "spam"], CandidateSeed);

    /// <summary>The step's output folder.</summary>
    public string Output => _output.Path;

    /// <summary>The candidate's model folder.</summary>
    public string Model { get; }

    /// <summary>The test rows; as many as a test wants.</summary>
    public IReadOnlyList<PreparedRow> Rows { get; set; } = MakeRows();

    /// <summary>The rows that the model was trained on, as far as the step can tell.</summary>
    public IReadOnlyList<PreparedRow> TrainingRows { get; set; } = [];

    public Champion? Champion { get; set; }

    public bool IsBuildServer { get; set; }

    public string? AcceptedChampionLoss { get; set; }

    /// <summary>Makes a model the champion.</summary>
    public void Crown(string[] labels, int seed, string[]? clean = null)
    {
        var folder = new TemporaryFolder();
        _folders.Add(folder);
        Champion = new("mail-spam", 3, AddModel(folder.File("model"), labels, seed, clean), new string('c', 64));
    }

    /// <summary>Reads the keys of the step as pipeline.yml would hold them.</summary>
    public static EvaluateSpec Read(string keys, DiagnosticBag? found = null) => (EvaluateSpec)ReadStep(keys, found).Spec;

    /// <summary>Reads the step as pipeline.yml would hold it.</summary>
    public static PipelineStep ReadStep(string keys, DiagnosticBag? found = null)
    {
        found ??= new DiagnosticBag();
        var text = Pipeline + string.Concat(keys.Split('\n').Select(line => $"    {line}\n"));
        var source = new SpecSource("pipeline.yml", "/", text, new Dictionary<string, string>(), null, _ => null);
        return SpecReader.Read(source, [new EvaluateStep(NoPretrained)], found)!.Steps[0];
    }

    /// <summary>Runs the step.</summary>
    public Task<StepResult> RunAsync(string keys) => RunAsync(Read(keys));

    /// <summary>Runs the step.</summary>
    public Task<StepResult> RunAsync(EvaluateSpec spec)
    {
        WriteSplit("train", TrainingRows);
        WriteSplit("test", Rows);
        return ((Step)new EvaluateStep(NoPretrained)).RunAsync(spec, Context(), CancellationToken.None);
    }

    /// <summary>What a register step behind this one is given, which asks for the int8 variant.</summary>
    /// <param name="spec">The step.</param>
    /// <param name="judged">What it returned.</param>
    /// <param name="gates">Gates of the variant's own; null for the step's.</param>
    public VariantRequest RequestVariant(EvaluateSpec spec, StepResult judged, IReadOnlyList<GateExpression>? gates = null)
    {
        var staged = new TemporaryFolder();
        _folders.Add(staged);
        foreach (var file in Directory.GetFiles(Model))
        {
            File.Copy(file, staged.File(Path.GetFileName(file)));
        }

        var context = Context();
        return new(ModelVariant.Int8, staged.Path, gates, context with { Upstream = [.. context.Upstream, new("judge", "evaluate", Output, judged) { Spec = spec }] });
    }

    /// <summary>Writes another model than the candidate.</summary>
    /// <param name="path">A <c>model.onnx</c>.</param>
    public void WriteOther(string path)
    {
        Crown(["ham", "spam"], ChampionSeed);
        File.Copy(Path.Combine(Champion!.Folder, OnnxModel.FileName), path);
    }

    public void Dispose()
    {
        foreach (var folder in _folders.Append(_data).Append(_training).Append(_output))
        {
            folder.Dispose();
        }
    }

    private void WriteSplit(string split, IReadOnlyList<PreparedRow> rows)
    {
        using var writer = new RowsFileWriter(_data.File(RowsFile.NameOf(split)));
        foreach (var row in rows)
        {
            writer.Write(row);
        }
    }

    private StepContext Context() => new()
    {
        Name = "judge",
        Location = new("pipeline.yml", 3, 3),
        PipelineFolder = _data.Path,
        OutputFolder = _output.Path,
        Upstream =
        [
            new("prepare", "preprocess", _data.Path, new StepResult { Data = Card() }),
            new("train", "fine-tune", _training.Path, new StepResult { Metrics = new Dictionary<string, double?> { ["best-epoch"] = 2 } }),
        ],
        Seed = 7,
        Compute = new(Device.Cpu, Precision.Fp32, Threads: 1),
        Run = new("run", "demo", "somebody", IsBuildServer, AcceptedChampionLoss),
        Champion = Champion,
        Progress = new Progress<StepProgress>(),
        Time = TimeProvider.System,
    };

    // labels by chance, so that a model of random weights is right about half the time; every row of the newsletter is ham
    private static List<PreparedRow> MakeRows()
    {
        var chance = new Random(3);
        return
        [
            .. Enumerable.Range(0, 60).Select(i => new PreparedRow(
                i + 1,
                string.Join(' ', Enumerable.Range(0, chance.Next(1, 12)).Select(_ => TinyModelFolder.Words[chance.Next(26)])),
                [chance.Next(2) == 0 || i < 5 ? "ham" : "spam"],
                new Dictionary<string, string> { ["group"] = i % 4 == 0 ? "hard" : "easy", ["list"] = i < 5 ? "newsletter" : "other" })),
        ];
    }

    private DataCard Card() => new()
    {
        Source = "mail.jsonl",
        DataHash = new string('1', 64),
        Preparation = TinyModelFolder.Description.Preparation,
        LabelColumn = "label",
        Columns = ["group", "list"],
        Labels = ["ham", "spam"],
        MultiLabel = false,
        RowsRead = 60,
        Splits = [new("train", TrainingRows.Count, new Dictionary<string, long>(), new Dictionary<string, double>())],
        Dropped = new Dictionary<string, long>(),
        Redacted = new Dictionary<string, long>(),
    };

    private static string AddModel(string folder, string[] labels, int seed, string[]? clean = null)
    {
        var description = TinyModelFolder.Description with { Labels = labels };
        using var made = TinyModelFolder.Write(description with { Preparation = new("text", clean ?? [], []) }, labels);
        var head = new HeadShape(TaskKind.TextClassification, labels.Length, [], Dropout: null);
        BertExporter.Write(made.File(OnnxModel.FileName), TinyBert.Config, new(head, labels, MultiLabel: false, name => Weight(name, head, seed)));
        _ = Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(made.Path))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    // no bias, no scale and far words: what the model says depends on the text
    private static NamedTensor Weight(string name, HeadShape head, int seed)
    {
        var weight = TinyBert.Weight(name, head, seed);
        var factor = name.EndsWith(".bias", StringComparison.Ordinal) ? 0 : name.Contains("word_embeddings", StringComparison.Ordinal) ? 8 : 2;
        return name.Contains("LayerNorm.weight", StringComparison.Ordinal)
            ? weight with { Values = [.. weight.Values.Select(_ => 1f)] }
            : weight with { Values = [.. weight.Values.Select(value => value * factor)] };
    }
}
