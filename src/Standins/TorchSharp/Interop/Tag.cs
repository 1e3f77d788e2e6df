namespace TorchSharp.Interop;

/// <summary>What a <see cref="Value"/> holds. Mirrored in tshim.cpp.</summary>
internal enum Tag
{
    None,
    Tensor,
    Int,
    Double,
    Bool,
    IntList,
    TensorList,
    OptionalTensorList,
    String,
    Device,
    Default,
}
