using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Training.Data;

/// <summary>Tokenized texts.</summary>
/// <param name="paddingId">Vocabulary index of the padding token.</param>
public abstract class TextSet(int paddingId) : TrainingSet
{
    /// <inheritdoc/>
    public override int Count => Texts.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Lengths => [.. Texts.Select(text => text.Length)];

    /// <summary>[N], the rows' tokens.</summary>
    protected abstract IReadOnlyList<EncodedText> Texts { get; }

    /// <inheritdoc/>
    public override IEnumerable<Batch> Batches(IReadOnlyList<int[]> order, int epoch, CancellationToken ct)
    {
        foreach (var rows in order)
        {
            ct.ThrowIfCancellationRequested();
            yield return Make(rows, TokenBatch.Pad([.. rows.Select(row => Texts[row])], paddingId), epoch);
        }
    }

    /// <summary>Adds the targets to a batch.</summary>
    /// <param name="rows">[B], places of its rows.</param>
    /// <param name="tokens">Their tokens.</param>
    /// <param name="epoch">As <see cref="Batches"/> has it.</param>
    protected abstract Batch Make(int[] rows, TokenBatch tokens, int epoch);
}
