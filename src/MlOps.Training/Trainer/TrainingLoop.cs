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
    private readonly GradientStep _step;
    private readonly AveragedWeights? _average;
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
        var schedule = new LearningRateSchedule(settings.Schedule, settings.LearningRate, settings.Warmup.Steps(_totalSteps), _totalSteps, settings.Power);
        _step = new GradientStep(network, settings, schedule, task, device);
        _average = settings.Average is { } decay ? new AveragedWeights(_step.Parameters, decay) : null;
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
            var progress = new EpochProgress(epochs.Count + 1, _settings.Epochs, _totalSteps, context);
            var epoch = RunEpoch(epochs.Count + 1, progress, context, ct);

            // where weights are averaged, the average is judged and kept
            _average?.Exchange();
            epoch = Judge(epoch, context, ct);
            progress.Report(epoch, _step.Taken);
            epochs.Add(epoch);
            if (_validation.Count == 0 || stopping.Observe(epoch.Epoch, Watched(epoch, context.Location)))
            {
                _best.Keep();
                bestEpoch = epoch.Epoch;
            }

            _average?.Exchange();
        }

        _best.Restore();
        return new(epochs, bestEpoch, _curve.Points, context.Time.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _step.Dispose();
        _average?.Dispose();
        _best.Dispose();
    }

    private static int Ceiling(int count, int size) => (count + size - 1) / size;

    private EpochRecord RunEpoch(int epoch, EpochProgress progress, StepContext context, CancellationToken ct)
    {
        var started = context.Time.GetTimestamp();
        var order = LengthGroups.Batches(_train.Lengths, _settings.BatchSize, Chance.OfEpoch(_settings.Seed, epoch));
        _step.BeginEpoch(epoch);
        var (lossSum, weightSum) = (0.0, 0.0);
        foreach (var group in _train.Batches(order, epoch, ct).Chunk(_settings.Accumulate))
        {
            ct.ThrowIfCancellationRequested();
            var loss = _step.Take(group, context.Location);
            var weight = group.Sum(batch => batch.Weight);
            lossSum += loss * weight;
            weightSum += weight;
            _average?.Update(_step.Taken);
            _curve.Add(_step.Taken, loss);
            progress.Report(_step.Taken, loss, group.Sum(batch => batch.Rows.Length), _step.LearningRate);
        }

        var seconds = context.Time.GetElapsedTime(started).TotalSeconds;
        return new(epoch, lossSum / weightSum, null, new Dictionary<string, double?>(), _step.LearningRate, seconds, _train.Count / seconds);
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

    private double? Watched(EpochRecord epoch, Location location) =>
        _settings.BestBy == TrainerSettings.Loss ? epoch.ValidationLoss
        : epoch.Metrics.TryGetValue(_settings.BestBy, out var value) ? value
        : throw new MlOpsException(
            Rules.MetricNotMeasured,
            location,
            $"early stopping watches '{_settings.BestBy}', which these rows do not give; they give {string.Join(", ", epoch.Metrics.Keys.Order(StringComparer.Ordinal))}");
}
