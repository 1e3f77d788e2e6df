namespace MlOps.Models;

/// <summary>
/// Runs batches through an exported model. A parameter of the fine-tune step, which checks its export without seeing ONNX Runtime itself.
/// </summary>
/// <param name="modelFile">A <c>model.onnx</c> with the output logits.</param>
/// <param name="batches">The batches, run in order.</param>
/// <returns>The logits of every batch, as they lie in memory: [B, C] or [B, T, C].</returns>
public delegate IEnumerable<float[]> OnnxScorer(string modelFile, IEnumerable<ModelInputs> batches);
