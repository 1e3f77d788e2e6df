using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Steps;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using MlOps.Training.Trainer.Checkpoints;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>
/// Trains a network: epochs of gradient steps, each followed by a look at the validation rows. A training that was stopped or killed goes on from
/// its last checkpoint, and on a CPU it ends with the very weights that it would have had.
/// </summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly TrainerSettings _settings;
    private readonly TrainingSet _train;
    private readonly TrainingSet _validation;
    private readonly int _totalSteps;
    private readonly GradientStep _step;
    private readonly AveragedWeights? _average;
    private readonly BestWeights _best;
    private readonly TrainingTensors _tensors;
    private readonly Scorer _scorer;
    private readonly LossCurve _curve;
    private readonly EarlyStopping _stopping;
    private readonly List<EpochRecord> _epochs = [];
    private EpochState _epoch = EpochState.Begin(1);
    private int _bestEpoch;

    /// <summary>Prepares a training.</summary>
    /// <param name="network">The network, on <paramref name="device"/>.</param>
    /// <param name="task">What is learnt; the caller disposes it.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="train">Rows to learn from; at least one.</param>
    /// <param name="validation">Rows to choose the best epoch by; where there are none, the last epoch's weights are kept.</param>
    public TrainingLoop(Network network, LearningTask task, TrainerSettings settings, Device device, TrainingSet train, TrainingSet validation)
    {
        _settings = settings;
        _train = train;
        _validation = validation;
        _totalSteps = settings.Epochs * Ceiling(Ceiling(train.Count, settings.BatchSize), settings.Accumulate);
        var schedule = new LearningRateSchedule(settings.Schedule, settings.LearningRate, settings.Warmup.Steps(_totalSteps), _totalSteps, settings.Power);
        _step = new GradientStep(network, settings, schedule, task, device);
        _average = settings.Average is { } decay ? new AveragedWeights(_step.Parameters, decay) : null;
        _best = new BestWeights(network);
        _tensors = new TrainingTensors(network, _step, _best, _average);
        _scorer = new Scorer(network, task, settings.BatchSize, device);
        _curve = new LossCurve(_totalSteps);
        _stopping = new EarlyStopping(settings.HigherIsBetter, settings.Patience);
    }

    /// <summary>Trains, and leaves the weights of the best epoch in the network.</summary>
    /// <param name="context">Receives loss and speed; names the place of failures and the folder of checkpoints.</param>
    /// <param name="ct">Stops at the next step, with a checkpoint where the settings ask for them.</param>
    /// <exception cref="MlOpsException">MLOPS3002: the loss is not finite. MLOPS3007: the metric that chooses the best epoch is not among those measured.</exception>
    public TrainingOutcome Train(StepContext context, CancellationToken ct)
    {
        var started = context.Time.GetTimestamp();
        var checkpoints = _settings.Checkpoints is { } settings && context.CheckpointFolder is { } path ? new CheckpointFolder(path, settings.Keep) : null;
        var (before, notes) = checkpoints is null ? (0, []) : Resume(checkpoints, context);
        try
        {
            while (_epochs.Count < _settings.Epochs && !_stopping.ShouldStop)
            {
                RunEpoch(Keep, context, ct);
            }
        }
        catch (OperationCanceledException) when (_step.Taken > 0)
        {
            Keep();
            throw;
        }

        _best.Restore();
        return new(_epochs, _bestEpoch, _curve.Points, Seconds(), notes);

        double Seconds() => before + context.Time.GetElapsedTime(started).TotalSeconds;

        void Keep() => checkpoints?.Write(State(Seconds()), _tensors.Now(hasBest: _epochs.Count > 0));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _step.Dispose();
        _average?.Dispose();
        _best.Dispose();
    }

    private static int Ceiling(int count, int size) => (count + size - 1) / size;

    private void RunEpoch(Action keepCheckpoint, StepContext context, CancellationToken ct)
    {
        var progress = new EpochProgress(_epoch.Number, _settings.Epochs, _totalSteps, context);
        var record = TrainEpoch(progress, keepCheckpoint, context, ct);
        _average?.Exchange(); // where weights are averaged, the average is judged and kept
        try
        {
            record = Judge(record, context, ct);
            progress.Report(record, _step.Taken);
            _epochs.Add(record);
            if (IsBest(record, context.Location))
            {
                _best.Keep();
            }
        }
        finally
        {
            _average?.Exchange();
        }

        _epoch = EpochState.Begin(_epoch.Number + 1);
    }

    private EpochRecord TrainEpoch(EpochProgress progress, Action keepCheckpoint, StepContext context, CancellationToken ct)
    {
        var (started, before) = (context.Time.GetTimestamp(), _epoch.Seconds);
        var order = LengthGroups.Batches(_train.Lengths, _settings.BatchSize, Chance.OfEpoch(_settings.Seed, _epoch.Number));
        _step.BeginEpoch(_epoch.Number);
        foreach (var group in _train.Batches([.. order.Skip(_epoch.Steps * _settings.Accumulate)], _epoch.Number, ct).Chunk(_settings.Accumulate))
        {
            ct.ThrowIfCancellationRequested();
            var loss = _step.Take(group, context.Location);
            _average?.Update(_step.Taken);
            _curve.Add(_step.Taken, loss);
            _epoch = _epoch.After(loss, group.Sum(batch => batch.Weight), before + context.Time.GetElapsedTime(started).TotalSeconds);
            progress.Report(_step.Taken, loss, group.Sum(batch => batch.Rows.Length), _step.LearningRate);
            if (_settings.Checkpoints is { } settings && _step.Taken % settings.Every == 0)
            {
                keepCheckpoint();
            }
        }

        return new(
            _epoch.Number, _epoch.LossSum / _epoch.WeightSum, null, new Dictionary<string, double?>(), _step.LearningRate, _epoch.Seconds, _train.Count / _epoch.Seconds);
    }

    private EpochRecord Judge(EpochRecord epoch, StepContext context, CancellationToken ct)
    {
        if (_validation.Count == 0)
        {
            return epoch;
        }

        var started = context.Time.GetTimestamp();
        var (loss, metrics) = _scorer.Score(_validation, ct);
        return epoch with { ValidationLoss = loss, Metrics = metrics, Seconds = epoch.Seconds + context.Time.GetElapsedTime(started).TotalSeconds };
    }

    private bool IsBest(EpochRecord epoch, Location location)
    {
        var isBest = _validation.Count == 0 || _stopping.Observe(epoch.Epoch, Watched(epoch, location));
        _bestEpoch = isBest ? epoch.Epoch : _bestEpoch;
        return isBest;
    }

    private double? Watched(EpochRecord epoch, Location location) =>
        _settings.BestBy == TrainerSettings.Loss ? epoch.ValidationLoss
        : epoch.Metrics.TryGetValue(_settings.BestBy, out var value) ? value
        : throw new MlOpsException(
            Rules.MetricNotMeasured,
            location,
            $"early stopping watches '{_settings.BestBy}', which these rows do not give; they give {string.Join(", ", epoch.Metrics.Keys.Order(StringComparer.Ordinal))}");

    private TrainingState State(double seconds) => new()
    {
        Build = TrainingState.CurrentBuild,
        Steps = _step.Taken,
        LearningRate = _step.LearningRate,
        Epoch = _epoch,
        Epochs = _epochs,
        Curve = _curve.State,
        OptimizerSteps = _step.Optimizer.Steps,
        Seconds = seconds,
    };

    private (double Seconds, IReadOnlyList<string> Notes) Resume(CheckpointFolder checkpoints, StepContext context)
    {
        var skipped = new List<string>();
        var state = checkpoints.Restore(state => Prepare(state, context.Location), skipped);
        var notes = skipped.ConvertAll(step => $"the checkpoint of step {step} is damaged, or of another build, and was not used");
        if (state is not null)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"training went on from the checkpoint of step {state.Steps} of {_totalSteps}"));
            context.Progress.Report(new(notes[^1]));
        }

        return (state?.Seconds ?? 0, notes);
    }

    private IReadOnlyList<LiveTensor> Prepare(TrainingState state, Location location)
    {
        _step.Restore(state);
        _curve.Restore(state.Curve);
        _epoch = state.Epoch;
        foreach (var epoch in state.Epochs)
        {
            _epochs.Add(epoch);
            _ = IsBest(epoch, location);
        }

        _best.Keep(); // of what is frozen the checkpoint holds nothing
        return _tensors.Now(hasBest: _epochs.Count > 0);
    }
}
