using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Training.Trainer;
using MlOps.Training.Trainer.Checkpoints;
using MlOps.Vision.Augmentation;

namespace MlOps.Training.FineTune;

/// <summary>What pipeline.yml says of a fine-tune step.</summary>
public sealed record FineTuneSpec : StepSpec
{
    private const string WarmupForm = "a number of steps, or a share such as 10%";

    /// <summary>The base model: a folder or a file relative to the pipeline, a version of the registry, or a model of the hub.</summary>
    public required SpecText Base { get; init; }

    /// <summary>What is learnt.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>Passes over the training rows.</summary>
    public required int Epochs { get; init; }

    /// <summary>Rows of a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Batches that make one optimizer step.</summary>
    public required int Accumulate { get; init; }

    /// <summary>Longest input in tokens.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>How longer texts are cut into windows; null leaves their end out.</summary>
    public required WindowSettings? Windows { get; init; }

    /// <summary>The highest learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>How the learning rate falls.</summary>
    public required ScheduleKind Schedule { get; init; }

    /// <summary>Of a polynomial schedule; 1 for a straight line.</summary>
    public required double Power { get; init; }

    /// <summary>How long it climbs before.</summary>
    public required Warmup Warmup { get; init; }

    /// <summary>Which optimizer takes the steps.</summary>
    public required OptimizerSettings Optimizer { get; init; }

    /// <summary>Which layers are trained, from when on, and how fast.</summary>
    public required LayersSpec Layers { get; init; }

    /// <summary>The share of the averaged weights that a step leaves; null to keep the weights themselves.</summary>
    public required double? Average { get; init; }

    /// <summary>The share of a label's certainty that goes to all labels alike.</summary>
    public required double LabelSmoothing { get; init; }

    /// <summary>Decay of weights.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>Largest norm of the gradients; 0 for none.</summary>
    public required double ClipNorm { get; init; }

    /// <summary>Dropout of the base model; null for its own.</summary>
    public required double? Dropout { get; init; }

    /// <summary>How the best epoch is chosen, and when training stops.</summary>
    public required EarlyStoppingSpec EarlyStopping { get; init; }

    /// <summary>Weights of the labels in the loss; null for equal weights.</summary>
    public required ClassWeightsSpec? ClassWeights { get; init; }

    /// <summary>How pictures to learn from are varied; null where they are taken as they are.</summary>
    public required AugmentSpec? Augment { get; init; }

    /// <summary>The classifier.</summary>
    public required HeadSpec Head { get; init; }

    /// <summary>True to compute the activations of layers a second time rather than to keep them.</summary>
    public required bool Recompute { get; init; }

    /// <summary>When a checkpoint is kept; null for never.</summary>
    public required CheckpointSettings? Checkpoints { get; init; }

    /// <summary>Reads the step's keys.</summary>
    /// <param name="map">The step's mapping.</param>
    public static FineTuneSpec Read(SpecMap map)
    {
        var origin = map.Text(
            "base", "The model to start from: a Hugging Face-format folder or a file of weights in one, NAME@STAGE, NAME@VERSION or NAME@ALIAS of the registry, or ORG/NAME[@REVISION] of the hub");
        var task = map.Choice("task", TaskKind.TextClassification, "What the model learns");
        var epochs = map.Whole("epochs", 1, 1000, 3, "Passes over the rows for training");
        var maxTokens = map.Whole("max-tokens", 4, 8192, 128, "Longest input in tokens");
        return new()
        {
            Base = origin,
            Task = task,
            Epochs = epochs,
            BatchSize = map.Whole("batch-size", 1, 4096, 32, "Rows of a batch; doubling it doubles memory"),
            Accumulate = map.Whole("accumulate", 1, 1024, 1, "Batches whose gradients make one step; memory stays that of one batch"),
            MaxTokens = maxTokens,
            Windows = LongTextsSpec.Read(map, maxTokens),
            LearningRate = map.Number("learning-rate", 1e-8, 1, 5e-5, "The highest learning rate"),
            Schedule = ReadSchedule(map, out var power),
            Power = power,
            Warmup = ReadWarmup(map),
            Optimizer = OptimizerSpec.Read(map),
            Layers = LayersSpec.Read(map, epochs),
            Average = map.OptionalNumber("ema", 0.5, 0.99999, "Keeps a moving average of the weights, of which a step leaves this share; it is what is judged and kept"),
            LabelSmoothing = ReadSmoothing(map, task),
            WeightDecay = map.Number("weight-decay", 0, 1, 0.01, "Decay of the weights, but for biases and norms"),
            ClipNorm = map.Number("clip-norm", 0, 1e6, 1, "Largest norm of the gradients together; 0 leaves them as they are"),
            Dropout = map.OptionalNumber("dropout", 0, 0.9, "Share of activations dropped in training; the base model's own when absent"),
            EarlyStopping = map.Map("early-stopping", "How the best epoch is chosen, and when training stops before the last", inner => EarlyStoppingSpec.Read(inner, task)),
            ClassWeights = ClassWeightsSpec.Read(map),
            Augment = ReadAugment(map, task),
            Head = map.Map("head", "The classifier on top of the base model", HeadSpec.Read),
            Recompute = ReadRecompute(map, task),
            Checkpoints = map.OptionalMap("checkpoint", "Keeps from time to time what an interrupted training can go on from", CheckpointSpec.Read),
        };
    }

    private static AugmentSpec? ReadAugment(SpecMap map, TaskKind task)
    {
        var augment = map.OptionalMap("augment", "How pictures to learn from are varied, anew in each epoch", AugmentSpec.Read);
        if (augment is not null && task != TaskKind.ImageClassification)
        {
            map.Report(Rules.BadValue, map.Location, "'augment' stands beside a task of texts; expected it with task: image-classification only");
        }

        return augment;
    }

    private static ScheduleKind ReadSchedule(SpecMap map, out double power)
    {
        var schedule = map.Choice("schedule", ScheduleKind.Linear, "How the learning rate falls after the warm-up");
        power = map.OptionalNumber("power", 0.1, 10, "Of schedule: polynomial; 1, a straight line, when absent, and the higher, the sooner it falls") ?? 1;
        if (schedule != ScheduleKind.Polynomial)
        {
            map.RejectGiven("power", "no such key without schedule: polynomial");
        }

        return schedule;
    }

    private static double ReadSmoothing(SpecMap map, TaskKind task)
    {
        var smoothing = map.Number("label-smoothing", 0, 0.9, 0, "The share of a label's certainty that goes to all labels alike");
        if (task == TaskKind.Regression)
        {
            map.RejectGiven("label-smoothing", "no such key with task: regression, which has no labels");
        }

        return smoothing;
    }

    private static bool ReadRecompute(SpecMap map, TaskKind task)
    {
        const string Key = "gradient-checkpointing";
        var recompute = map.Flag(Key, false, "True computes the activations of layers a second time rather than keeping them: less memory, about a third more time");
        if (recompute && task == TaskKind.ImageClassification)
        {
            map.RejectGiven(Key, "false with task: image-classification, whose batch norms would count each batch twice; lower 'batch-size' and raise 'accumulate'");
        }

        return recompute;
    }

    private static Warmup ReadWarmup(SpecMap map)
    {
        var text = map.Text("warmup", "10%", $"Steps in which the learning rate climbs: {WarmupForm}");
        var isShare = text.Value.EndsWith('%');
        if (double.TryParse(text.Value.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= 0 && (isShare ? value <= 100 : value == Math.Floor(value)))
        {
            return new(isShare ? value / 100 : value, isShare);
        }

        map.Reject("warmup", text, WarmupForm);
        return default;
    }
}
