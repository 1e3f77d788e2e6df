using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A number as an argument of an operator. A whole number stays one, so that an integer tensor keeps its type.</summary>
public sealed class Scalar : IDisposable
{
    private readonly Argument _value;

    private Scalar(Argument value, torch.ScalarType type) => (_value, Type) = (value, type);

    public torch.ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(short value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(int value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(long value) => new(value, torch.ScalarType.Int64);

    public static implicit operator Scalar(float value) => new((double)value, torch.ScalarType.Float64);

    public static implicit operator Scalar(double value) => new(value, torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(value, torch.ScalarType.Bool);

    public void Dispose()
    {
    }

    internal Argument AsArgument() => _value;
}
