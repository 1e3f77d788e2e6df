using MlOps.Diagnostics;
using MlOps.Steps;
using MlOps.Training.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Trainer;

/// <summary>Trains a classifier: epochs of gradient steps, each followed by a look at the validation rows.</summary>
internal sealed class ClassifierTrainer : IDisposable
{
    private readonly TrainerSettings _settings;
    private readonly IReadOnlyList<Example> _train;
    private readonly IReadOnlyList<Example> _validation;
    private readonly int _totalSteps;
    private readonly Random _random;
    private readonly LabelLoss _loss;
    private readonly GradientStep _step;
    private readonly BestWeights _best;
    private readonly Scorer _scorer;
    private readonly LossCurve _curve;

    /// <summary>Prepares a training.</summary>
    /// <param name="model">From input_ids, attention_mask and token_type_ids to logits; on <paramref name="device"/>.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="device">Where the model is.</param>
    /// <param name="train">Rows to learn from; at least one.</param>
    /// <param name="validation">Rows to choose the best epoch by; where there are none, the last epoch's weights are kept.</param>
    public ClassifierTrainer(
        Module<Tensor, Tensor, Tensor, Tensor> model,
        TrainerSettings settings,
        Device device,
        IReadOnlyList<Example> train,
        IReadOnlyList<Example> validation)
    {
        _settings = settings;
        _train = train;
        _validation = validation;
        _totalSteps = settings.Epochs * Ceiling(Ceiling(train.Count, settings.BatchSize), settings.Accumulate);
        _random = new Random(settings.Seed);
        _loss = new LabelLoss(settings, device);
        var schedule = new LearningRateSchedule(settings.Schedule, settings.LearningRate, settings.Warmup.Steps(_totalSteps), _totalSteps);
        _step = new GradientStep(model, settings, schedule, _loss, device);
        _best = new BestWeights(model);
        _scorer = new Scorer(model, settings, device);
        _curve = new LossCurve(_totalSteps);
    }

    /// <summary>Trains, and leaves the weights of the best epoch in the model.</summary>
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
        _loss.Dispose();
    }

    private static int Ceiling(int count, int size) => (count + size - 1) / size;

    private EpochRecord RunEpoch(int epoch, StepContext context, CancellationToken ct)
    {
        var started = context.Time.GetTimestamp();
        var progress = new EpochProgress(epoch, _settings.Epochs, _totalSteps, context);
        var batches = LengthGroups.Batches([.. _train.Select(example => example.Text.Length)], _settings.BatchSize, _random);
        var lossSum = 0.0;
        foreach (var group in batches.Chunk(_settings.Accumulate))
        {
            ct.ThrowIfCancellationRequested();
            var examples = Array.ConvertAll(group, batch => Array.ConvertAll(batch, row => _train[row]));
            var loss = _step.Take(examples, context.Location);
            var rows = group.Sum(batch => batch.Length);
            lossSum += loss * rows;
            _curve.Add(_step.Taken, loss);
            progress.Report(_step.Taken, loss, rows, _step.LearningRate);
        }

        var trainTime = context.Time.GetElapsedTime(started);
        var record = new EpochRecord(
            epoch, lossSum / _train.Count, null, new Dictionary<string, double?>(), _step.LearningRate, 0, _train.Count / trainTime.TotalSeconds);
        if (_validation.Count > 0)
        {
            var (loss, metrics) = _scorer.Score(_validation, _loss, ct);
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
