using MlOps.Diagnostics;
using MlOps.Models;

namespace MlOps.Inference;

/// <summary>Scores batches with an exported model.</summary>
public static class OnnxLogits
{
    /// <summary>The <see cref="OnnxScorer"/> of ONNX Runtime.</summary>
    /// <param name="modelFile">A <c>model.onnx</c>.</param>
    /// <param name="batches">The batches, run in order.</param>
    /// <returns>The logits of every batch, as they lie in memory.</returns>
    /// <exception cref="MlOpsException">MLOPS4101, MLOPS4102: the file is absent or broken. MLOPS4103: it cannot take these batches.</exception>
    public static IEnumerable<float[]> Score(string modelFile, IEnumerable<ModelInputs> batches)
    {
        using var model = OnnxModel.Open(modelFile);
        foreach (var batch in batches)
        {
            yield return model.Run(batch).Logits;
        }
    }
}
