using System.Globalization;
using MlOps.Steps;

namespace MlOps.Training.Trainer;

/// <summary>Tells of an epoch: about once a second, and at its end.</summary>
/// <param name="epoch">Counted from 1.</param>
/// <param name="epochs">All epochs.</param>
/// <param name="totalSteps">Optimizer steps of the whole training.</param>
/// <param name="context">Receives what is told.</param>
internal sealed class EpochProgress(int epoch, int epochs, int totalSteps, StepContext context)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly long _started = context.Time.GetTimestamp();
    private long _last = context.Time.GetTimestamp();
    private int _rows;

    /// <summary>Tells of a step, unless the last telling was a moment ago.</summary>
    /// <param name="step">Optimizer steps taken in the whole training.</param>
    /// <param name="loss">Its loss, in nats.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="learningRate">Its learning rate.</param>
    public void Report(int step, double loss, int rows, double learningRate)
    {
        _rows += rows;
        if (context.Time.GetElapsedTime(_last) < Interval)
        {
            return;
        }

        _last = context.Time.GetTimestamp();
        Report(step, new()
        {
            ["loss"] = loss,
            ["learning-rate"] = learningRate,
            ["samples-per-second"] = _rows / context.Time.GetElapsedTime(_started).TotalSeconds,
        });
    }

    /// <summary>Tells of the whole epoch.</summary>
    /// <param name="record">The epoch.</param>
    /// <param name="step">Optimizer steps taken in the whole training.</param>
    public void Report(EpochRecord record, int step)
    {
        var values = new Dictionary<string, double>
        {
            ["epoch"] = record.Epoch,
            ["train-loss"] = record.TrainLoss,
            ["samples-per-second"] = record.SamplesPerSecond,
        };
        if (record.ValidationLoss is { } loss)
        {
            values["validation-loss"] = loss;
        }

        foreach (var (name, value) in record.Metrics.Where(metric => metric.Value is not null))
        {
            values["validation-" + name] = value!.Value;
        }

        Report(step, values);
    }

    private void Report(int step, Dictionary<string, double> values) => context.Progress.Report(new(
        string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} of {epochs}"),
        (double)step / totalSteps,
        values,
        step));
}
