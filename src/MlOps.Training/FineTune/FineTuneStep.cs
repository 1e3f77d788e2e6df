using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Training.Data;
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
    public override int CodeVersion => 1;

    /// <inheritdoc/>
    public override bool Computes => true;

    /// <inheritdoc/>
    public override bool Trains => true;

    /// <inheritdoc/>
    public override FineTuneSpec Read(SpecMap map) => FineTuneSpec.Read(map);

    /// <inheritdoc/>
    protected override IEnumerable<SpecText> Inputs(FineTuneSpec spec) => [spec.Base];

    /// <inheritdoc/>
    protected override void Check(FineTuneSpec spec, StepCheck check) => check.Require("preprocess");

    /// <inheritdoc/>
    protected override void CheckInputs(FineTuneSpec spec, StepCheck check)
    {
        try
        {
            _ = BaseModel.Open(check.FullPath(spec.Base), spec);
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
        var prepared = context.Input("preprocess");
        var data = prepared.Result.Data!;
        var origin = BaseModel.Open(context.FullPath(spec.Base), spec);
        context.Progress.Report(new("tokenizing"));
        var reader = new ExampleReader(origin.Tokenizer, spec.MaxTokens, data);
        var train = reader.Read(prepared.Folder, "train");
        var validation = reader.Read(prepared.Folder, "validation");
        CheckRows(train, data, context);

        var device = LibTorch.Start(context.Compute, context.Seed);
        var compute = context.Compute.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var shape = new ClassifierShape(spec.Head.Hidden, data.Labels.Count, spec.Head.Dropout);
        using var model = origin.Architecture.Create(shape, compute);
        var notes = Load(model, origin);
        _ = model.to(device);
        using var trainer = new ClassifierTrainer(model, Settings(spec, context, data, origin, train), device, train, validation);
        var outcome = trainer.Train(context, ct);

        context.Progress.Report(new("exporting"));
        var path = Path.Combine(context.OutputFolder, ModelFolderName);
        var folder = new ModelFolder(path);
        folder.Write(model, origin, shape, data);
        Describe(spec, context, data, origin).Write(path);
        var export = new ExportCheck(scorer).Run(folder, origin, shape, validation.Count > 0 ? validation : train, context.Location);
        return new()
        {
            Metrics = TrainingMetrics.Of(outcome),
            ModelHash = ContentHash.OfFolder(path),
            Training = new()
            {
                Epochs = outcome.Epochs,
                BestEpoch = outcome.BestEpoch,
                BestBy = spec.EarlyStopping.Metric,
                Base = spec.Base.Shown,
                Family = origin.Architecture.Family,
                Parameters = model.parameters().Sum(parameter => parameter.NumberOfElements),
                Device = Kebab.Of(context.Compute.Device),
                Precision = Kebab.Of(context.Compute.Precision),
                Threads = context.Compute.Threads,
                ExportDifference = export.Difference,
                ExportRows = export.Rows,
                Loss = outcome.Loss,
                Notes = notes,
            },
        };
    }

    private static void CheckRows(IReadOnlyList<Example> train, DataCard data, StepContext context)
    {
        if (train.Count == 0)
        {
            throw new MlOpsException(Rules.TooFewRows, context.Location, $"step '{context.Name}' has no rows to train on");
        }

        if (!data.MultiLabel && data.Labels.Count < 2)
        {
            throw new MlOpsException(
                Rules.BadLabels, context.Location, $"every row has the label '{data.Labels[0]}'; a classifier needs at least two labels to choose from");
        }
    }

    private static IReadOnlyList<string> Load(nn.Module model, BaseModel origin)
    {
        using var weights = new SafetensorsReader(origin.WeightsFile, origin.ShownWeightsFile);
        return WeightsLoader.Load(model, origin.Architecture, weights, origin.ShownWeightsFile);
    }

    private static TrainerSettings Settings(
        FineTuneSpec spec, StepContext context, DataCard data, BaseModel origin, IReadOnlyList<Example> train) => new()
        {
            Epochs = spec.Epochs,
            BatchSize = spec.BatchSize,
            Accumulate = spec.Accumulate,
            LearningRate = spec.LearningRate,
            Schedule = spec.Schedule,
            Warmup = spec.Warmup,
            WeightDecay = spec.WeightDecay,
            ClipNorm = spec.ClipNorm,
            BestBy = spec.EarlyStopping.Metric,
            HigherIsBetter = spec.EarlyStopping.HigherIsBetter,
            Patience = spec.EarlyStopping.Patience,
            LabelWeights = spec.ClassWeights?.Resolve(data.Labels, data.MultiLabel, train),
            Labels = data.Labels,
            MultiLabel = data.MultiLabel,
            PaddingId = origin.Tokenizer.PaddingId,
            Seed = context.Seed,
        };

    private static ModelDescription Describe(FineTuneSpec spec, StepContext context, DataCard data, BaseModel origin) => new()
    {
        Task = Kebab.Of(spec.Task),
        Family = origin.Architecture.Family,
        Labels = data.Labels,
        MultiLabel = data.MultiLabel,
        Preparation = data.Preparation,
        MaxTokens = spec.MaxTokens,
        Base = spec.Base.Shown,
        BaseHash = ContentHash.OfFolder(origin.Folder),
        DataHash = data.DataHash,
        Precision = Kebab.Of(context.Compute.Precision),
        Seed = context.Seed,
    };
}
