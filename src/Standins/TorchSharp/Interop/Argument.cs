using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// An argument of an operator. It holds the managed object itself, not its handle or address, so that nothing is
/// finalized or moved before the call has ended.
/// </summary>
internal readonly struct Argument
{
    private Argument(Tag tag, long bits = 0, object? owner = null) => (Tag, Bits, Owner) = (tag, bits, owner);

    /// <summary>The schema's own default.</summary>
    public static Argument Default => new(Tag.Default);

    public Tag Tag { get; }

    public long Bits { get; }

    public object? Owner { get; }

    /// <summary>A list in which a tensor may be absent, as the indices of <c>index</c>.</summary>
    public static Argument Optional(Tensor?[] list) => new(Tag.OptionalTensorList, owner: list);

    public static implicit operator Argument(Tensor? tensor) =>
        tensor is null ? default : new Argument(Tag.Tensor, owner: tensor);

    public static implicit operator Argument(long value) => new(Tag.Int, value);

    public static implicit operator Argument(long? value) => value is { } whole ? new Argument(Tag.Int, whole) : default;

    public static implicit operator Argument(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Argument(Scalar? scalar) => scalar is null ? default : scalar.AsArgument();

    public static implicit operator Argument(ScalarType type) => new(Tag.Int, (long)type);

    public static implicit operator Argument(ScalarType? type) => type is { } known ? new Argument(Tag.Int, (long)known) : default;

    public static implicit operator Argument(nn.Reduction reduction) => new(Tag.Int, (long)reduction);

    public static implicit operator Argument(string? text) => text is null ? default : new Argument(Tag.String, owner: text);

    public static implicit operator Argument(long[]? list) => list is null ? default : new Argument(Tag.IntList, owner: list);

    public static implicit operator Argument(Tensor[] list) => new(Tag.TensorList, owner: list);

    public static implicit operator Argument(Device? device) => device is null ? default : new Argument(Tag.Device, owner: device);
}
