using MlOps.Metrics;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Trainer;

/// <summary>Scores examples with a model that is being trained.</summary>
/// <param name="model">From input_ids, attention_mask and token_type_ids to logits.</param>
/// <param name="settings">Labels and batch size.</param>
/// <param name="device">Where the model is.</param>
internal sealed class Scorer(Module<Tensor, Tensor, Tensor, Tensor> model, TrainerSettings settings, Device device)
{
    /// <summary>The loss and the metrics on some examples, without dropout.</summary>
    /// <param name="examples">At least one.</param>
    /// <param name="loss">The loss that training minimizes.</param>
    /// <param name="ct">Stops at the next batch.</param>
    /// <returns>The mean loss in nats, and the metrics by name.</returns>
    public (double Loss, IReadOnlyDictionary<string, double?> Metrics) Score(IReadOnlyList<Example> examples, LabelLoss loss, CancellationToken ct)
    {
        var labels = settings.Labels.Count;
        var probabilities = new double[examples.Count * labels];
        var lossSum = 0.0;
        model.eval();
        using var _ = no_grad();
        foreach (var batch in Enumerable.Range(0, examples.Count).OrderBy(row => examples[row].Text.Length).Chunk(settings.BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var rows = Array.ConvertAll(batch, row => examples[row]);
            var logits = model.Logits(TokenBatch.Pad([.. rows.Select(row => row.Text)], settings.PaddingId), device); // [B, C]
            lossSum += loss.Of(logits, rows).item<float>() * (double)rows.Length;
            var scores = (settings.MultiLabel ? logits.sigmoid() : logits.softmax(1)).cpu().data<float>().ToArray();
            for (var row = 0; row < rows.Length; row++)
            {
                for (var label = 0; label < labels; label++)
                {
                    probabilities[(batch[row] * labels) + label] = scores[(row * labels) + label];
                }
            }
        }

        return (lossSum / examples.Count, ClassificationScores.Compute(settings.Labels, Rows(examples, probabilities)));
    }

    private ScoredRows Rows(IReadOnlyList<Example> examples, double[] probabilities)
    {
        var labels = settings.Labels.Count;
        return settings.MultiLabel
            ? ScoredRows.MultiLabel(labels, [.. examples.SelectMany(example => Enumerable.Range(0, labels).Select(example.Labels.Contains))], probabilities)
            : ScoredRows.SingleLabel(labels, [.. examples.Select(example => example.Labels[0])], probabilities);
    }
}
