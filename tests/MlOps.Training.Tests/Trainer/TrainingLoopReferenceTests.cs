using MlOps.Training.Data;
using MlOps.Training.Trainer;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Trainer;

/// <summary>On the tiny model of the reference values.</summary>
public sealed class TrainingLoopReferenceTests
{
    private static readonly ExampleSet None = new([], ExampleTargets.Classes, paddingId: 0, windows: null);

    [Fact]
    public void The_weights_of_the_best_epoch_are_restored()
    {
        using var model = new ReferenceModel("bert");

        // the rate is far too high: the loss on the same rows rises after a while
        var settings = model.Settings with { Epochs = 8, LearningRate = 0.02, BestBy = TrainerSettings.Loss, HigherIsBetter = false };
        var outcome = Train(model, settings, model.Rows());

        var best = outcome.Epochs.MinBy(epoch => epoch.ValidationLoss)!;
        Assert.Equal(best.Epoch, outcome.BestEpoch);
        Assert.Equal(8, outcome.Epochs.Count);
        var (again, metrics) = new Scorer(model.Network, model.Task, settings.BatchSize, CPU).Score(model.Rows(), TestContext.Current.CancellationToken);
        Assert.Equal(best.ValidationLoss!.Value, again, 6);
        Assert.Equal(best.Metrics, metrics);
    }

    [Fact]
    public void Training_stops_early_when_the_watched_metric_no_longer_improves()
    {
        using var model = new ReferenceModel("bert");
        var settings = model.Settings with { Epochs = 50, LearningRate = 0, BestBy = "accuracy", Patience = 2 };
        var outcome = Train(model, settings, model.Rows());

        Assert.Equal((1, 3), (outcome.BestEpoch, outcome.Epochs.Count));
    }

    [Fact]
    public void Without_validation_rows_the_last_epochs_weights_are_kept()
    {
        using var model = new ReferenceModel("bert");
        var outcome = Train(model, model.Settings with { Epochs = 3 }, None);

        Assert.Equal(3, outcome.BestEpoch);
        Assert.All(outcome.Epochs, epoch => Assert.Null(epoch.ValidationLoss));
    }

    [Fact]
    public void Each_step_has_the_schedules_rate_and_the_last_batch_may_be_small()
    {
        using var model = new ReferenceModel("bert");

        // 5 rows in batches of 2, two batches a step: 2 steps an epoch, 4 in all, of which one is warm-up
        var settings = model.Settings with { Epochs = 2, BatchSize = 2, Accumulate = 2, Schedule = ScheduleKind.Linear, Warmup = new(1, false), LearningRate = 0.3e-3 };
        var outcome = Train(model, settings, None);

        Assert.Equal([0.3e-3, 0.1e-3], outcome.Epochs.Select(epoch => epoch.LearningRate), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1, 2, 3, 4], outcome.Loss.Select(point => point.Step));
    }

    [Fact]
    public void Memory_stays_flat_over_10_000_batches()
    {
        using var model = new ReferenceModel("bert", dropout: 0.1);
        var rows = new ExampleSet([.. Enumerable.Repeat(new Example(new([2, 5, 7, 3], new int[4]), [1]), 1000)], ExampleTargets.Classes, paddingId: 0, windows: null);
        var settings = model.Settings with { Epochs = 1, BatchSize = 1 };
        var peaks = new List<long>();
        for (var round = 0; round < 10; round++)
        {
            _ = Train(model, settings, None, rows);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            peaks.Add(Environment.WorkingSet);
        }

        // the first rounds fill caches
        Assert.InRange(peaks[^1] - peaks[3], long.MinValue, 8 << 20);
    }

    private static TrainingOutcome Train(ReferenceModel model, TrainerSettings settings, TrainingSet validation, TrainingSet? train = null)
    {
        _ = manual_seed(1);
        using var loop = new TrainingLoop(model.Network, model.Task, settings, CPU, train ?? model.Rows(), validation);
        return loop.Train(Contexts.Create(), TestContext.Current.CancellationToken);
    }
}
