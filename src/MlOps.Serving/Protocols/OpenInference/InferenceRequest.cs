using MlOps.Inference;

namespace MlOps.Serving.Protocols.OpenInference;

/// <summary>A request of the Open Inference Protocol.</summary>
/// <param name="rows">Its rows.</param>
/// <param name="asked">What it says beside them.</param>
internal sealed class InferenceRequest(IReadOnlyList<RowInput> rows, AskedInference asked) : PredictionRequest(rows)
{
    /// <summary>What the request says beside its rows.</summary>
    public AskedInference Asked => asked;
}
