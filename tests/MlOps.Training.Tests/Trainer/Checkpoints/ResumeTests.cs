using MlOps.Steps;
using MlOps.Testing;
using MlOps.Training.Data;
using MlOps.Training.Trainer;
using MlOps.Training.Trainer.Checkpoints;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Trainer.Checkpoints;

/// <summary>
/// An interrupted training ends as an undisturbed one, bit for bit. Each trains a tiny model of the reference values, with dropout, for three epochs
/// of several steps.
/// </summary>
public sealed class ResumeTests : IDisposable
{
    private const int Epochs = 3;

    private readonly TemporaryFolder _folder = new();
    private int _processes;

    /// <summary>Ways to train, each with something of its own to keep.</summary>
    public static TheoryData<string> Ways => ["adamw", "average", "momentum", "unfreezing", "accumulate", "pictures"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_training_that_was_stopped_at_any_step_goes_on_as_if_nothing_had_been(string way)
    {
        var (expected, batches) = Undisturbed(way);
        for (var batch = 0; batch < batches; batch++)
        {
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Train(way, every: 1000, rows => new InterruptedSet(rows, batch, stop), stop.Token));

            var resumed = Train(way, every: 1000);

            Same(expected, resumed, $"{way}, stopped at batch {batch}");
            Clear();
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_training_that_was_killed_goes_on_from_its_last_checkpoint(string way)
    {
        var (expected, batches) = Undisturbed(way);
        for (var batch = 0; batch < batches; batch++)
        {
            Assert.Throws<KilledException>(() => Train(way, every: 2, rows => new InterruptedSet(rows, batch, stop: null)));

            var resumed = Train(way, every: 2);

            Same(expected, resumed, $"{way}, killed at batch {batch}");
            Clear();
        }
    }

    [Fact]
    public void A_training_may_be_interrupted_again_and_again()
    {
        var (expected, batches) = Undisturbed("average");
        var stops = 0;
        while (true)
        {
            using var stop = new CancellationTokenSource();
            try
            {
                Same(expected, Train("average", every: 1000, rows => new InterruptedSet(rows, batches: 1, stop), stop.Token), "one step at a time");
                break;
            }
            catch (OperationCanceledException)
            {
                Assert.InRange(++stops, 1, batches);
            }
        }

        Assert.Equal(batches - 1, stops);
    }

    [Fact]
    public void A_stop_while_an_epoch_is_judged_loses_no_step_of_it()
    {
        var (expected, _) = Undisturbed("average");
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train("average", every: 1000, validation: rows => new InterruptedSet(rows, 1, stop), ct: stop.Token));

        Same(expected, Train("average", every: 1000), "stopped while judging");
    }

    [Fact]
    public void A_damaged_checkpoint_is_skipped_for_the_one_before_and_named()
    {
        var (expected, _) = Undisturbed("adamw");
        Assert.Throws<KilledException>(() => Train("adamw", every: 1, rows => new InterruptedSet(rows, 5, stop: null)));
        var newest = Directory.GetDirectories(_folder.File("kept")).Order(StringComparer.Ordinal).Last();
        var tensors = Path.Combine(newest, "tensors.safetensors");
        var bytes = File.ReadAllBytes(tensors);
        bytes[^100] ^= 1;
        File.WriteAllBytes(tensors, bytes);

        var resumed = Train("adamw", every: 1);

        Same(expected, resumed, "damaged");
        Assert.Equal(
            ["the checkpoint of step 5 is damaged, or of another build, and was not used", "training went on from the checkpoint of step 4 of 9"],
            resumed.Outcome.Notes);
    }

    [Fact]
    public void Only_the_newest_are_kept_and_nothing_half_written_counts()
    {
        Assert.Throws<KilledException>(() => Train("adamw", every: 1, rows => new InterruptedSet(rows, 5, stop: null)));
        var half = Directory.CreateDirectory(Path.Combine(_folder.File("kept"), ".unfinished")).FullName;
        File.WriteAllText(Path.Combine(half, "state.json"), "{");

        Assert.Equal(["000000004", "000000005"], Kept());

        Same(Undisturbed("adamw").Expected, Train("adamw", every: 1), "beside half a checkpoint");
        Assert.Equal(["000000008", "000000009"], Kept());
        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public void A_training_that_is_stopped_before_its_first_step_has_nothing_to_keep()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train("adamw", every: 1, rows => new InterruptedSet(rows, 0, stop), stop.Token));

        Assert.False(Directory.Exists(_folder.File("kept")));
    }

    [Fact]
    public void Without_the_setting_nothing_is_written()
    {
        using var model = new ReferenceModel("bert");
        using var loop = new TrainingLoop(model.Network, model.Task, model.Settings, CPU, model.Rows(), model.Rows());
        var outcome = loop.Train(Contexts.Create() with { CheckpointFolder = _folder.File("kept") }, TestContext.Current.CancellationToken);

        Assert.Empty(outcome.Notes);
        Assert.False(Directory.Exists(_folder.File("kept")));
    }

    private static TrainerSettings Settings(string way, ReferenceModel model, int every)
    {
        var settings = model.Settings with
        {
            Epochs = Epochs,
            BatchSize = 2,
            LearningRate = 1e-3,
            Schedule = ScheduleKind.Cosine,
            BestBy = TrainerSettings.Loss,
            HigherIsBetter = false,
            Checkpoints = new(every, Keep: 2),
        };
        return way switch
        {
            "average" => settings with { Average = 0.9 },
            "momentum" or "pictures" => settings with { Optimizer = new(OptimizerKind.Sgd, 0.9, Nesterov: true) },
            "unfreezing" => settings with { Layers = new(model.Architecture.LayerOf, [LayerPlan.Never, 3, 2, 1], 0.8), Average = 0.9 },
            "accumulate" => settings with { BatchSize = 1, Accumulate = 2 },
            _ => settings,
        };
    }

    private (Trained Expected, int Batches) Undisturbed(string way)
    {
        var counting = 0;
        var trained = Train(way, every: 1000, rows => new CountedSet(rows, () => counting++));
        Clear();
        return (trained, counting);
    }

    private Trained Train(
        string way, int every, Func<TrainingSet, TrainingSet>? train = null, CancellationToken? ct = null, Func<TrainingSet, TrainingSet>? validation = null)
    {
        using var model = new ReferenceModel(way == "pictures" ? "resnet-basic" : "bert", way == "pictures" ? null : 0.1);
        _ = manual_seed(_processes++); // a process that goes on has drawn other numbers before
        var rows = model.Rows();
        using var loop = new TrainingLoop(
            model.Network, model.Task, Settings(way, model, every), CPU, train?.Invoke(rows) ?? rows, validation?.Invoke(rows) ?? rows);
        var outcome = loop.Train(
            Contexts.Create() with { CheckpointFolder = _folder.File("kept") }, ct ?? TestContext.Current.CancellationToken);
        return new(outcome, model.Network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().contiguous().bytes.ToArray()));
    }

    private static void Same(Trained expected, Trained actual, string when)
    {
        Assert.Equal(expected.Outcome.Loss, actual.Outcome.Loss);
        Assert.Equal(expected.Outcome.BestEpoch, actual.Outcome.BestEpoch);
        Assert.Equal(Epochs, actual.Outcome.Epochs.Count);
        foreach (var (one, other) in expected.Outcome.Epochs.Zip(actual.Outcome.Epochs))
        {
            Assert.Equal((one.Epoch, one.TrainLoss, one.ValidationLoss, one.LearningRate), (other.Epoch, other.TrainLoss, other.ValidationLoss, other.LearningRate));
            Assert.Equal(one.Metrics, other.Metrics);
        }

        Assert.All(expected.Weights, entry => Assert.True(entry.Value.AsSpan().SequenceEqual(actual.Weights[entry.Key]), $"{entry.Key} differs, {when}"));
    }

    private string[] Kept() => [.. Directory.GetDirectories(_folder.File("kept"))
        .Select(path => Path.GetFileName(path).Split('-')[0]).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];

    private void Clear()
    {
        if (Directory.Exists(_folder.File("kept")))
        {
            Directory.Delete(_folder.File("kept"), recursive: true);
        }
    }

    private sealed record Trained(TrainingOutcome Outcome, IReadOnlyDictionary<string, byte[]> Weights);

    private sealed class CountedSet(TrainingSet rows, Action count) : TrainingSet
    {
        public override int Count => rows.Count;

        public override IReadOnlyList<int> Lengths => rows.Lengths;

        public override IEnumerable<Batch> Batches(IReadOnlyList<int[]> order, int epoch, CancellationToken ct)
        {
            foreach (var batch in rows.Batches(order, epoch, ct))
            {
                count();
                yield return batch;
            }
        }
    }
}
