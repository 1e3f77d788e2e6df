using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer;

/// <summary>Scores rows with a network that is being trained.</summary>
/// <param name="network">The network.</param>
/// <param name="task">Gives loss and metrics.</param>
/// <param name="batchSize">Rows of a batch.</param>
/// <param name="device">Where the network is.</param>
internal sealed class Scorer(Network network, LearningTask task, int batchSize, Device device)
{
    /// <summary>The loss and the metrics on some rows, without dropout.</summary>
    /// <param name="rows">At least one.</param>
    /// <param name="ct">Stops at the next batch.</param>
    /// <returns>The mean loss, and the metrics by name.</returns>
    public (double Loss, IReadOnlyDictionary<string, double?> Metrics) Score(TrainingSet rows, CancellationToken ct)
    {
        var (lossSum, weightSum) = (0.0, 0.0);
        var scores = task.Begin(rows.Count);
        var lengths = rows.Lengths;
        network.eval();
        using var _ = no_grad();
        foreach (var batch in rows.Batches([.. Enumerable.Range(0, rows.Count).OrderBy(row => lengths[row]).Chunk(batchSize)], epoch: 0, ct))
        {
            using var scope = NewDisposeScope();
            var output = task.Answer(network, batch, device);
            var loss = (double)task.Loss(output with { AuxiliaryLogits = null }, batch).item<float>();
            lossSum += loss * batch.Weight;
            weightSum += batch.Weight;
            scores.Add(batch, output.Logits, loss);
        }

        return (lossSum / weightSum, scores.Compute());
    }
}
