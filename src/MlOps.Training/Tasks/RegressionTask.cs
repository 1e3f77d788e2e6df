using MlOps.Metrics.Regression;
using MlOps.Models;
using MlOps.Training.Data;
using MlOps.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Tasks;

/// <summary>To predict numbers. The loss is the mean squared error over rows and targets.</summary>
/// <param name="targets">[C], names of the targets.</param>
/// <param name="device">Where logits will be.</param>
public sealed class RegressionTask(IReadOnlyList<string> targets, Device device) : LearningTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.Regression;

    /// <inheritdoc/>
    public override int Outputs => targets.Count;

    /// <inheritdoc/>
    public override Tensor Loss(NetworkOutput output, Batch batch, double smoothing = 0)
    {
        using var actual = batch.Targets.On(device); // [B, C]
        return functional.mse_loss(output.Logits, actual);
    }

    /// <inheritdoc/>
    public override EpochScores Begin(int rows) => new Epoch(targets, rows);

    private sealed class Epoch(IReadOnlyList<string> targets, int rows) : EpochScores
    {
        private readonly double[] _actual = new double[rows * targets.Count];
        private readonly double[] _predicted = new double[rows * targets.Count];

        public override void Add(Batch batch, Tensor logits, double loss)
        {
            var said = logits.cpu().data<float>().ToArray();
            for (var place = 0; place < said.Length; place++)
            {
                var cell = (batch.Rows[place / targets.Count] * targets.Count) + (place % targets.Count);
                (_actual[cell], _predicted[cell]) = (batch.Targets.Values![place], said[place]);
            }
        }

        public override IReadOnlyDictionary<string, double?> Compute() => new RegressionRows(targets, _actual, _predicted).Compute();
    }
}
