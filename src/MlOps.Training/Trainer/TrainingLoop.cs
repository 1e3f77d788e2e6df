using MlOps.Diagnostics;
using MlOps.Steps;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>Trains a network: epochs of gradient steps, each followed by a look at the validation rows.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly TrainerSettings _settings;
    private readonly TrainingSet _train;
    private readonly TrainingSet _validation;
    private readonly int _totalSteps;
    private readonly Random _random;
    private readonly GradientStep _step;
    private readonly BestWeights _best;
    private readonly Scorer _scorer;
    private readonly LossCurve _curve;

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
        _random = new Random(settings.Seed);
        var schedule = new LearningRateSchedule(settings.Schedule, settings.LearningRate, settings.Warmup.Steps(_totalSteps), _totalSteps);
        _step = new GradientStep(network, settings, schedule, task, device);
        _best = new BestWeights(network);
        _scorer = new Scorer(network, task, settings.BatchSize, device);
        _curve = new LossCurve(_totalSteps);
    }

    /// <summary>Trains, and leaves the weights of the best epoch in the network.</summary>
    /// <param name="context">Receives loss and speed; names the place of failures.</param>
    /// <param name="ct">Stops at the next step.</param>
    /// <exception cref="MlOpsException">MLOPS3002: the loss is not finite. MLOPS3007: the metric that chooses the best epoch is not among those measured.</exception>
    public TrainingOutcome Train(StepContext context, CancellationToken ct)
    {
        var started = context.Time.GetTimestamp();
        var stopping = new EarlyStopping(_settings.HigherIsBetter, _settings.Patience);
        var epochs = new List<EpochRecord>();
        var bestEpoch = 0;
        while (epochs.Count < _settings.Epochs && !stopping.ShouldStop)
        {
            var epoch = RunEpoch(epochs.Count + 1, context, ct);
            epochs.Add(epoch);
            if (_validation.Count == 0 || stopping.Observe(epoch.Epoch, Watched(epoch, context.Location)))
            {
                _best.Keep();
                bestEpoch = epoch.Epoch;
            }
        }

        _best.Restore();
        return new(epochs, bestEpoch, _curve.Points, context.Time.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _step.Dispose();
        _best.Dispose();
    }

    private static int Ceiling(int count, int size) => (count + size - 1) / size;

    private EpochRecord RunEpoch(int epoch, StepContext context, CancellationToken ct)
    {
        var started = context.Time.GetTimestamp();
        var progress = new EpochProgress(epoch, _settings.Epochs, _totalSteps, context);
        var order = LengthGroups.Batches(_train.Lengths, _settings.BatchSize, _random);
        var (lossSum, weightSum) = (0.0, 0.0);
        foreach (var group in _train.Batches(order, epoch, ct).Chunk(_settings.Accumulate))
        {
            ct.ThrowIfCancellationRequested();
            var loss = _step.Take(group, context.Location);
            var weight = group.Sum(batch => batch.Weight);
            lossSum += loss * weight;
            weightSum += weight;
            _curve.Add(_step.Taken, loss);
            progress.Report(_step.Taken, loss, group.Sum(batch => batch.Rows.Length), _step.LearningRate);
        }

        var trainTime = context.Time.GetElapsedTime(started);
        var record = new EpochRecord(
            epoch, lossSum / weightSum, null, new Dictionary<string, double?>(), _step.LearningRate, 0, _train.Count / trainTime.TotalSeconds);
        if (_validation.Count > 0)
        {
            var (loss, metrics) = _scorer.Score(_validation, ct);
            record = record with { ValidationLoss = loss, Metrics = metrics };
        }

        record = record with { Seconds = context.Time.GetElapsedTime(started).TotalSeconds };
        progress.Report(record, _step.Taken);
        return record;
    }

    private double? Watched(EpochRecord epoch, Location location) =>
        _settings.BestBy == TrainerSettings.Loss ? epoch.ValidationLoss
        : epoch.Metrics.TryGetValue(_settings.BestBy, out var value) ? value
        : throw new MlOpsException(
            Rules.MetricNotMeasured,
            location,
            $"early stopping watches '{_settings.BestBy}', which these rows do not give; they give {string.Join(", ", epoch.Metrics.Keys.Order(StringComparer.Ordinal))}");
}
