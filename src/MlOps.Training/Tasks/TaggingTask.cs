using MlOps.Metrics.Entities;
using MlOps.Models;
using MlOps.Training.Data;
using MlOps.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Tasks;

/// <summary>To tag words. The loss is the mean cross-entropy of the words' first pieces; their other pieces and special tokens have no target.</summary>
/// <param name="tags">[C], the tags.</param>
/// <param name="device">Where logits will be.</param>
public sealed class TaggingTask(IReadOnlyList<string> tags, Device device) : LearningTask
{
    /// <inheritdoc/>
    public override TaskKind Kind => TaskKind.TokenClassification;

    /// <inheritdoc/>
    public override int Outputs => tags.Count;

    /// <inheritdoc/>
    public override Tensor Loss(NetworkOutput output, Batch batch, double smoothing = 0)
    {
        using var actual = batch.Targets.On(device); // [B, T]
        return functional.cross_entropy(output.Logits.flatten(0, 1), actual.flatten(), ignore_index: Targets.Ignored, label_smoothing: smoothing);
    }

    /// <inheritdoc/>
    public override EpochScores Begin(int rows) => new Epoch(tags, rows);

    private sealed class Epoch(IReadOnlyList<string> tags, int rows) : EpochScores
    {
        private readonly string[][] _actual = new string[rows][];
        private readonly string[][] _predicted = new string[rows][];

        public override void Add(Batch batch, Tensor logits, double loss)
        {
            var said = logits.argmax(2).cpu().data<long>().ToArray(); // [B * T]
            var length = (int)logits.shape[1];
            for (var place = 0; place < batch.Rows.Length; place++)
            {
                var cells = Enumerable.Range(place * length, length).Where(cell => batch.Targets.Classes![cell] != Targets.Ignored).ToList();
                _actual[batch.Rows[place]] = [.. cells.Select(cell => tags[(int)batch.Targets.Classes![cell]])];
                _predicted[batch.Rows[place]] = [.. cells.Select(cell => tags[(int)said[cell]])];
            }
        }

        public override IReadOnlyDictionary<string, double?> Compute() => new TaggedRows(tags, _actual, _predicted).Compute();
    }
}
