using MlOps.Inference;

namespace MlOps.Serving.Batching;

/// <summary>A row that waits for the model.</summary>
/// <param name="Request">The request that it belongs to.</param>
/// <param name="Place">Its place there.</param>
/// <param name="Since">When it came, as <see cref="System.Diagnostics.Stopwatch"/> counts.</param>
internal readonly record struct PendingRow(PendingRequest Request, int Place, long Since)
{
    /// <summary>The row.</summary>
    public EncodedRow Encoded => Request.Rows[Place];
}
