namespace MlOps.Models;

/// <summary>Writes a model with linear layers and embeddings in int8. A parameter of the step that registers models, which does not see the ONNX format itself.</summary>
/// <param name="modelFile">A <c>model.onnx</c> as mlops exports it.</param>
/// <param name="target">The file to write; the same model gives the same bytes on every machine.</param>
/// <returns>Why nothing was written, because it would save too little; null where the file was written.</returns>
public delegate string? ModelQuantizer(string modelFile, string target);
