using MlOps.Metrics;
using MlOps.Training.Data;
using static TorchSharp.torch;

namespace MlOps.Training.Tasks;

/// <summary>The metrics of a classifier over an epoch's validation rows.</summary>
/// <param name="labels">[C], label names.</param>
/// <param name="multiLabel">True when each label is decided by itself.</param>
/// <param name="rows">Number of rows, N.</param>
internal sealed class ClassificationEpoch(IReadOnlyList<string> labels, bool multiLabel, int rows) : EpochScores
{
    private readonly double[] _probabilities = new double[rows * labels.Count];
    private readonly int[] _classes = new int[multiLabel ? 0 : rows];
    private readonly bool[] _indicators = new bool[multiLabel ? rows * labels.Count : 0];

    /// <inheritdoc/>
    public override void Add(Batch batch, Tensor logits, double loss)
    {
        var scores = (multiLabel ? logits.sigmoid() : logits.softmax(1)).cpu().data<float>().ToArray();
        for (var place = 0; place < batch.Rows.Length; place++)
        {
            var row = batch.Rows[place];
            if (!multiLabel)
            {
                _classes[row] = (int)batch.Targets.Classes![place];
            }

            for (var label = 0; label < labels.Count; label++)
            {
                var (from, to) = ((place * labels.Count) + label, (row * labels.Count) + label);
                _probabilities[to] = scores[from];
                if (multiLabel)
                {
                    _indicators[to] = batch.Targets.Values![from] > 0;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> Compute() => ClassificationScores.Compute(
        labels,
        multiLabel ? ScoredRows.MultiLabel(labels.Count, _indicators, _probabilities) : ScoredRows.SingleLabel(labels.Count, _classes, _probabilities));
}
