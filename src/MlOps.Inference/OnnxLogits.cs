using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference;

/// <summary>Scores token batches with an exported model.</summary>
public static class OnnxLogits
{
    /// <summary>The <see cref="OnnxScorer"/> of ONNX Runtime.</summary>
    /// <param name="modelFile">A <c>model.onnx</c>.</param>
    /// <param name="batches">The batches, run in order.</param>
    /// <returns>The logits of every row, [C] each, in the order of batches and rows.</returns>
    /// <exception cref="MlOpsException">MLOPS4101, MLOPS4102: the file is absent, broken or no text classifier. MLOPS4103: it cannot take these tokens.</exception>
    public static IReadOnlyList<float[]> Score(string modelFile, IReadOnlyList<TokenBatch> batches)
    {
        using var model = OnnxModel.Open(modelFile);
        return [.. batches.SelectMany(model.Run).Select(prediction => prediction.Logits)];
    }
}
