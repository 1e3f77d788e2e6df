using MlOps.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Data;

/// <summary>Which windows of a batch are of one text.</summary>
/// <param name="Counts">[B], windows of each row; they stand in the rows' order.</param>
/// <param name="Pool">How their outputs become one.</param>
public sealed record WindowGroups(IReadOnlyList<int> Counts, Pooling Pool)
{
    /// <summary>Makes one output a row of those of its windows.</summary>
    /// <param name="logits">[W, C].</param>
    /// <returns>[B, C]; it belongs to the caller's dispose scope.</returns>
    public Tensor Of(Tensor logits)
    {
        var rows = new List<Tensor>(Counts.Count);
        var start = 0L;
        foreach (var count in Counts)
        {
            var windows = logits.narrow(0, start, count); // [count, C]
            rows.Add(Pool == Pooling.Max ? windows.max(0).values : windows.mean([0L])); // [C]
            start += count;
        }

        return stack(rows); // [B, C]
    }
}
