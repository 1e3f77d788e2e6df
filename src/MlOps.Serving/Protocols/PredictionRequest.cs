using MlOps.Inference;

namespace MlOps.Serving.Protocols;

/// <summary>What a client asks.</summary>
/// <param name="rows">At least one row.</param>
internal class PredictionRequest(IReadOnlyList<RowInput> rows)
{
    /// <summary>The rows, in the order of the request.</summary>
    public IReadOnlyList<RowInput> Rows => rows;
}
