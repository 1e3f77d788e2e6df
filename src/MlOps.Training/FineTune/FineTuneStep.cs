using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Training.Models;
using MlOps.Training.Trainer;
using MlOps.Training.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MlOps.Training.FineTune;

/// <summary>Fine-tunes a pretrained model on prepared rows, and exports it.</summary>
/// <param name="scorer">Runs the exported model, to hold it against the trained one.</param>
public sealed class FineTuneStep(OnnxScorer scorer) : Step<FineTuneSpec>
{
    private const string ModelFolderName = "model";

    // libtorch's generator and threads belong to the process: of steps side by side, one trains at a time
    private readonly Lock _libTorch = new();

    /// <inheritdoc/>
    public override string Kind => "fine-tune";

    /// <inheritdoc/>
    public override string About => "Fine-tunes a pretrained model on prepared rows, and exports it";

    /// <inheritdoc/>
    public override int CodeVersion => 2;

    /// <inheritdoc/>
    public override bool Computes => true;

    /// <inheritdoc/>
    public override bool Trains => true;

    /// <inheritdoc/>
    public override FineTuneSpec Read(SpecMap map) => FineTuneSpec.Read(map);

    /// <inheritdoc/>
    protected override IEnumerable<SpecText> Bases(FineTuneSpec spec) => [spec.Base];

    /// <inheritdoc/>
    protected override void Check(FineTuneSpec spec, StepCheck check) => check.Require("preprocess");

    /// <inheritdoc/>
    protected override void CheckInputs(FineTuneSpec spec, StepCheck check)
    {
        try
        {
            _ = spec.Layers.Resolve(BaseModel.Open(check.Bases[spec.Base], spec).Architecture);
        }
        catch (MlOpsException e)
        {
            check.Found.Add(e.Diagnostic.Rule, e.Diagnostic.Location, e.Diagnostic.Message);
        }
    }

    /// <inheritdoc/>
    protected override Task<StepResult> RunAsync(FineTuneSpec spec, StepContext context, CancellationToken ct) => Task.Run(
        () =>
        {
            lock (_libTorch)
            {
                return Run(spec, context, ct);
            }
        },
        ct);

    private StepResult Run(FineTuneSpec spec, StepContext context, CancellationToken ct)
    {
        var card = context.Input("preprocess").Result.Data!;
        var origin = BaseModel.Open(context.Bases[spec.Base], spec);
        var device = LibTorch.Start(context.Compute, context.Seed);
        context.Progress.Report(new("reading the rows"));
        using var data = TaskData.Read(spec, context, origin, device);

        var compute = context.Compute.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var head = new HeadShape(spec.Task, data.Task.Outputs, spec.Head.Hidden, spec.Head.Dropout);
        using var network = origin.Architecture.Create(head, compute);
        var notes = Load(network, origin);
        _ = network.to(device);
        var settings = Settings(spec, context, origin);
        spec.Layers.Check(settings.Layers, network);
        using var loop = new TrainingLoop(network, data.Task, settings, device, data.Train, data.Validation);
        var outcome = loop.Train(context, ct);

        context.Progress.Report(new("exporting"));
        var path = Path.Combine(context.OutputFolder, ModelFolderName);
        var folder = new ModelFolder(path);
        folder.Write(network, origin, head, data.Labels, card.MultiLabel);
        Describe(spec, context, card, data.Labels, origin).Write(path);
        var export = new ExportCheck(scorer).Run(folder, origin, head, data.Validation.Count > 0 ? data.Validation : data.Train, context.Location, ct);
        return new()
        {
            Metrics = TrainingMetrics.Of(outcome),
            ModelHash = ContentHash.OfFolder(path),
            Training = new()
            {
                Epochs = outcome.Epochs,
                BestEpoch = outcome.BestEpoch,
                BestBy = spec.EarlyStopping.Metric,
                Base = origin.Found.Described,
                Family = origin.Architecture.Family,
                Parameters = network.parameters().Sum(parameter => parameter.NumberOfElements),
                Device = Kebab.Of(context.Compute.Device),
                Precision = Kebab.Of(context.Compute.Precision),
                Threads = context.Compute.Threads,
                ExportDifference = export.Difference,
                ExportRows = export.Rows,
                Loss = outcome.Loss,
                Notes = [.. notes, .. outcome.Notes],
            },
        };
    }

    private static IReadOnlyList<string> Load(Network network, BaseModel origin)
    {
        using var weights = origin.OpenWeights();
        return WeightsLoader.Load(network, origin.Architecture, weights, weights.Shown);
    }

    private static TrainerSettings Settings(FineTuneSpec spec, StepContext context, BaseModel origin) => new()
    {
        Epochs = spec.Epochs,
        BatchSize = spec.BatchSize,
        Accumulate = spec.Accumulate,
        LearningRate = spec.LearningRate,
        Schedule = spec.Schedule,
        Power = spec.Power,
        Optimizer = spec.Optimizer,
        Layers = spec.Layers.Resolve(origin.Architecture),
        Average = spec.Average,
        LabelSmoothing = spec.LabelSmoothing,
        Warmup = spec.Warmup,
        WeightDecay = spec.WeightDecay,
        ClipNorm = spec.ClipNorm,
        BestBy = spec.EarlyStopping.Metric,
        HigherIsBetter = spec.EarlyStopping.HigherIsBetter,
        Patience = spec.EarlyStopping.Patience,
        Recompute = spec.Recompute,
        Checkpoints = spec.Checkpoints,
        Seed = context.Seed,
    };

    private static ModelDescription Describe(FineTuneSpec spec, StepContext context, DataCard card, IReadOnlyList<string> labels, BaseModel origin) => new()
    {
        Task = Kebab.Of(spec.Task),
        Family = origin.Architecture.Family,
        Labels = labels,
        MultiLabel = card.MultiLabel,
        Preparation = card.Preparation,
        Pictures = PictureData.TransformOf(origin),
        MaxTokens = origin.Tokenizer is null ? 0 : spec.MaxTokens,
        Windows = spec.Windows,
        Base = origin.Found.Described,
        BaseHash = origin.Found.ContentHash,
        DataHash = card.DataHash,
        Precision = Kebab.Of(context.Compute.Precision),
        Seed = context.Seed,
    };
}
