namespace MlOps.Models;

/// <summary>The forms of the same model that a folder may hold.</summary>
public enum ModelVariant
{
    /// <summary>float32, as it was trained and exported: <c>model.onnx</c>, in every folder.</summary>
    Fp32,

    /// <summary>Linear layers and embeddings in int8: <c>model.int8.onnx</c>, where it was asked for and holds its gates.</summary>
    Int8,
}
