using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Training.Data;

/// <summary>Texts with one target each: what a network says of a text's windows is pooled.</summary>
/// <param name="examples">The rows.</param>
/// <param name="targets">Makes the targets of a batch.</param>
/// <param name="paddingId">Vocabulary index of the padding token.</param>
/// <param name="windows">How long texts were cut; null where each row is one input.</param>
public sealed class ExampleSet(IReadOnlyList<Example> examples, Func<IReadOnlyList<Example>, Targets> targets, int paddingId, WindowSettings? windows) : TrainingSet
{
    /// <inheritdoc/>
    public override int Count => examples.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Lengths { get; } = [.. examples.Select(example => example.Windows.Sum(window => window.Length))];

    /// <inheritdoc/>
    public override IEnumerable<Batch> Batches(IReadOnlyList<int[]> order, int epoch, CancellationToken ct)
    {
        foreach (var rows in order)
        {
            ct.ThrowIfCancellationRequested();
            var chosen = Array.ConvertAll(rows, row => examples[row]);
            var tokens = TokenBatch.Pad([.. chosen.SelectMany(example => example.Windows)], paddingId);
            yield return new(rows, ModelInputs.Of(tokens), targets(chosen), rows.Length)
            {
                Windows = windows is null ? null : new(Array.ConvertAll(chosen, example => example.Windows.Count), windows.Pool),
            };
        }
    }
}
