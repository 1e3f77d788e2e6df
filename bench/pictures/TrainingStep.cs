using System.Diagnostics;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using MlOps.Training.Trainer;
using static TorchSharp.torch;

namespace MlOps.Bench.Pictures;

/// <summary>The fine-tune step's own training step.</summary>
internal sealed class TrainingStep : IDisposable
{
    private const double LearningRate = 5e-5;
    private const int Labels = 10;

    private readonly Network _network;
    private readonly ClassificationTask _task;
    private readonly GradientStep _step;
    private readonly Batch _batch;

    public TrainingStep(Case shape)
    {
        _ = manual_seed(1);
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $$"""{ "architectures": ["{{shape.Network}}"] }""");
        _network = Architectures.Of(ConfigFile.Read(file, file), dropout: null).Create(new HeadShape(TaskKind.ImageClassification, Labels, [], Dropout: null), ScalarType.Float32);
        File.Delete(file);
        _task = new ClassificationTask(TaskKind.ImageClassification, [.. Enumerable.Range(0, Labels).Select(label => $"{label}")], multiLabel: false, weights: null, CPU);
        var settings = new TrainerSettings { Epochs = 1, BatchSize = shape.BatchSize, LearningRate = LearningRate, Seed = 1 };
        _step = new GradientStep(_network, settings, new LearningRateSchedule(ScheduleKind.Constant, LearningRate, 0, 1), _task, CPU);
        _batch = Random(shape);
    }

    /// <summary>Trains on one batch again and again.</summary>
    /// <param name="least">How long, at least.</param>
    /// <returns>Rows a second.</returns>
    public double Run(TimeSpan least)
    {
        var watch = Stopwatch.StartNew();
        var rows = 0;
        while (watch.Elapsed < least)
        {
            _ = _step.Take([_batch], Location.None);
            rows += _batch.Rows.Length;
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        _step.Dispose();
        _task.Dispose();
        _network.Dispose();
    }

    private static Batch Random(Case shape)
    {
        var random = new Random(1);
        var pixels = Enumerable.Range(0, shape.BatchSize * 3 * shape.Size * shape.Size).Select(_ => (random.NextSingle() * 4) - 2).ToArray();
        var labels = Enumerable.Range(0, shape.BatchSize).Select(_ => random.NextInt64(Labels)).ToArray();
        return new(
            [.. Enumerable.Range(0, shape.BatchSize)],
            ModelInputs.Of(new PixelBatch(pixels, shape.BatchSize, shape.Size, shape.Size)),
            Targets.Of(labels, shape.BatchSize),
            shape.BatchSize);
    }
}
