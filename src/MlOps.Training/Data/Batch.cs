using MlOps.Models;

namespace MlOps.Training.Data;

/// <summary>A batch in managed memory.</summary>
/// <param name="Rows">[B], places of its rows in their set.</param>
/// <param name="Inputs">What the network reads: the rows, or the windows of long texts.</param>
/// <param name="Targets">What it should say.</param>
/// <param name="Weight">Items that the mean of the loss counts: rows, or tokens that have a target.</param>
public sealed record Batch(int[] Rows, ModelInputs Inputs, Targets Targets, double Weight)
{
    /// <summary>How windows belong to rows; null where each row is one input.</summary>
    public WindowGroups? Windows { get; init; }
}
