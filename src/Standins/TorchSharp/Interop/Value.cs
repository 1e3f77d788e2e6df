using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>An argument or result of an operator as the shim sees it: 16 bytes, mirrored in tshim.cpp.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Value
{
    [FieldOffset(0)] public Tag Tag;
    [FieldOffset(4)] public int Length;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;
}
