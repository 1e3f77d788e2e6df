using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using MlOps.Training.Trainer.Checkpoints;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Trainer;

/// <summary>One optimizer step: loss and gradients of one or more batches, clipping, and the change of the weights.</summary>
internal sealed class GradientStep : IDisposable
{
    private readonly Network _network;
    private readonly TrainerSettings _settings;
    private readonly LearningRateSchedule _schedule;
    private readonly LearningTask _task;
    private readonly Device _device;
    private readonly TrainedParameters _parameters;
    private int _epoch;

    /// <summary>Prepares the optimizer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="schedule">The learning rate of each step.</param>
    /// <param name="task">Gives the loss to minimize.</param>
    /// <param name="device">Where the network is.</param>
    public GradientStep(Network network, TrainerSettings settings, LearningRateSchedule schedule, LearningTask task, Device device)
    {
        _network = network;
        _settings = settings;
        _schedule = schedule;
        _task = task;
        _device = device;
        _parameters = new TrainedParameters(network, settings.Layers);
        Optimizer = WeightOptimizer.Create(settings);
        BeginEpoch(1);
    }

    /// <summary>Steps taken so far.</summary>
    public int Taken { get; private set; }

    /// <summary>The learning rate of the last step; where layers differ, that of the head.</summary>
    public double LearningRate { get; private set; }

    /// <summary>Changes the weights, and remembers what it needs for that.</summary>
    public WeightOptimizer Optimizer { get; }

    /// <summary>Those of the network's parameters that are trained in any epoch.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> Parameters => _parameters.InAnyEpoch;

    /// <summary>Begins to train the layers that an epoch unfreezes.</summary>
    /// <param name="epoch">Counted from 1; the epochs come in order.</param>
    public void BeginEpoch(int epoch)
    {
        if (epoch == _epoch)
        {
            return;
        }

        _epoch = epoch;
        _parameters.Begin(epoch);
        foreach (var group in _parameters.Beginning(epoch))
        {
            Optimizer.Add(group);
        }
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="state">Where the training was.</param>
    public void Restore(TrainingState state)
    {
        for (var epoch = 2; epoch <= state.Epoch.Number; epoch++)
        {
            BeginEpoch(epoch);
        }

        (Taken, LearningRate) = (state.Steps, state.LearningRate);
        Optimizer.Restore(state.OptimizerSteps);
    }

    /// <summary>Takes a step. Its gradients are those of all the batches' items together.</summary>
    /// <param name="batches">At least one batch.</param>
    /// <param name="location">Where a failure is reported.</param>
    /// <returns>The mean loss of the items before the step.</returns>
    /// <exception cref="MlOpsException">MLOPS3002: the loss or a gradient is not finite.</exception>
    public double Take(IReadOnlyList<Batch> batches, Location location)
    {
        _network.train();
        _parameters.HoldStatistics(_epoch);
        Optimizer.ZeroGradients();
        _ = manual_seed(Chance.OfStep(_settings.Seed, Taken));
        var layerSeeds = Chance.OfLayers(_settings.Seed, Taken);
        var weight = batches.Sum(batch => batch.Weight);
        var sum = 0.0;
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            using var tape = _settings.Recompute ? new ActivationTape(_network, layerSeeds) : null;
            var loss = _task.Loss(_task.Answer(_network, batch, _device), batch, _settings.LabelSmoothing);
            sum += Finite("loss", loss.item<float>(), location) * batch.Weight;
            (loss * (batch.Weight / weight)).backward();
            tape?.Backward();
        }

        Update(location);
        return sum / weight;
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    private void Update(Location location)
    {
        using var scope = NewDisposeScope();
        if (_settings.ClipNorm > 0)
        {
            _ = Finite("norm of the gradients", nn.utils.clip_grad_norm_(_parameters.In(_epoch), _settings.ClipNorm), location);
        }

        LearningRate = _schedule.At(Taken);
        Optimizer.Step(LearningRate);
        Taken++;
    }

    private double Finite(string what, double value, Location location) =>
        double.IsFinite(value)
            ? value
            : throw new MlOpsException(
                Rules.LossNotFinite,
                location,
                Taken == 0
                    ? $"the {what} is {value.ToString(CultureInfo.InvariantCulture)} before any training; the base model's weights hold what is no number"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"the {what} is {value} at optimizer step {Taken + 1}, after a learning rate of {LearningRate:G3}; lower 'learning-rate', or set 'clip-norm'"));
}
