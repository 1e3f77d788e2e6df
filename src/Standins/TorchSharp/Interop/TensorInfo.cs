using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>What a tensor is, but for its sizes. Mirrored in tshim.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TensorInfo
{
    public int ScalarType;
    public int DeviceType;
    public int DeviceIndex;
    public int Dimensions;
    public long Elements;
    public long ElementSize;
    public nint Data;
    public byte RequiresGrad;
    public byte IsLeaf;
    public byte IsContiguous;
    public byte IsInference;
}
