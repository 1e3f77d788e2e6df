using System.Diagnostics;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Models.Bert;
using MlOps.Training.Tasks;
using MlOps.Training.Trainer;
using static TorchSharp.torch;

namespace MlOps.Bench.FineTune;

/// <summary>The fine-tune step's own training step.</summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly Network _network;
    private readonly ClassificationTask _task;
    private readonly GradientStep _step;

    public TrainingStep(Shape shape)
    {
        _ = manual_seed(1);
        _network = new BertClassifier(shape.Config, new HeadShape(TaskKind.TextClassification, 2, [], Dropout: null), ScalarType.Float32);
        var settings = new TrainerSettings { Epochs = 1, BatchSize = 32, LearningRate = 5e-5, Seed = 1 };
        _task = new ClassificationTask(TaskKind.TextClassification, ["ham", "spam"], multiLabel: false, weights: null, CPU);
        _step = new GradientStep(_network, settings, new LearningRateSchedule(ScheduleKind.Constant, 5e-5, 0, 1), _task, CPU);
    }

    public void Dispose()
    {
        _step.Dispose();
        _task.Dispose();
        _network.Dispose();
    }

    /// <summary>Trains on batches, again from the first where they run out.</summary>
    /// <param name="batches">At least one.</param>
    /// <param name="least">How long, at least.</param>
    /// <returns>Rows a second.</returns>
    public double Run(IReadOnlyList<Batch> batches, TimeSpan least)
    {
        var watch = Stopwatch.StartNew();
        var rows = 0;
        for (var i = 0; watch.Elapsed < least; i++)
        {
            var batch = batches[i % batches.Count];
            _ = _step.Take([batch], Location.None);
            rows += batch.Rows.Length;
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Trains on every batch once.</summary>
    /// <returns>Rows a second.</returns>
    public double RunAll(IReadOnlyList<Batch> batches)
    {
        var watch = Stopwatch.StartNew();
        foreach (var batch in batches)
        {
            _ = _step.Take([batch], Location.None);
        }

        return batches.Sum(batch => batch.Rows.Length) / watch.Elapsed.TotalSeconds;
    }
}
