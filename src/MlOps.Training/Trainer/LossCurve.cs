using MlOps.Steps;
using MlOps.Training.Trainer.Checkpoints;

namespace MlOps.Training.Trainer;

/// <summary>The loss over a training, thinned to at most <see cref="MostPoints"/> points.</summary>
/// <param name="totalSteps">Optimizer steps of the whole training.</param>
public sealed class LossCurve(int totalSteps)
{
    /// <summary>Enough for a curve on a page.</summary>
    public const int MostPoints = 200;

    private readonly int _interval = (totalSteps + MostPoints - 1) / MostPoints;
    private readonly List<LossPoint> _points = [];
    private double _sum;
    private int _steps;

    /// <summary>The points so far, each the mean since the point before.</summary>
    public IReadOnlyList<LossPoint> Points => _points;

    /// <summary>What a checkpoint keeps of it.</summary>
    internal LossCurveState State => new([.. _points], _sum, _steps);

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="state">What it kept.</param>
    internal void Restore(LossCurveState state)
    {
        _points.Clear();
        _points.AddRange(state.Points);
        (_sum, _steps) = (state.Sum, state.Steps);
    }

    /// <summary>Takes a step's loss.</summary>
    /// <param name="step">Counted from 1.</param>
    /// <param name="loss">In nats.</param>
    public void Add(int step, double loss)
    {
        _sum += loss;
        _steps++;
        if (_steps >= _interval || step == totalSteps)
        {
            _points.Add(new(step, _sum / _steps));
            (_sum, _steps) = (0, 0);
        }
    }
}
