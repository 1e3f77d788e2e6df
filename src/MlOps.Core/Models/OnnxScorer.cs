using MlOps.Text.Tokenizers;

namespace MlOps.Models;

/// <summary>
/// Runs batches through an exported model. A parameter of the fine-tune step, which checks its export without seeing ONNX Runtime itself.
/// </summary>
/// <param name="modelFile">A <c>model.onnx</c> with the inputs input_ids, attention_mask and token_type_ids and the output logits.</param>
/// <param name="batches">The batches, run in order.</param>
/// <returns>The logits of every row, [C] each, in the order of batches and rows.</returns>
public delegate IReadOnlyList<float[]> OnnxScorer(string modelFile, IReadOnlyList<TokenBatch> batches);
