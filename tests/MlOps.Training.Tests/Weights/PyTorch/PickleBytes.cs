using System.Buffers.Binary;
using System.Text;

namespace MlOps.Training.Tests.Weights.PyTorch;

/// <summary>Writes a pickle opcode by opcode, as Python's pickletools describes them.</summary>
internal sealed class PickleBytes
{
    private readonly List<byte> _bytes = [];

    /// <summary>Begins a pickle of protocol 2.</summary>
    public PickleBytes() => Raw(0x80, 2);

    public PickleBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleBytes Op(char opcode) => Raw((byte)opcode);

    public PickleBytes Global(string module, string name) => Raw([(byte)'c', .. Encoding.UTF8.GetBytes($"{module}\n{name}\n")]);

    /// <summary>BINUNICODE.</summary>
    public PickleBytes Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return Raw((byte)'X').Four(utf8.Length).Raw(utf8);
    }

    /// <summary>BININT, or LONG1 where the number needs it.</summary>
    public PickleBytes Whole(long number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
        {
            return Raw((byte)'J').Four((int)number);
        }

        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Raw(0x8a, sizeof(long)).Raw(bytes);
    }

    /// <summary>A mark, the numbers, a tuple.</summary>
    public PickleBytes Wholes(params long[] numbers)
    {
        _ = Op('(');
        foreach (var number in numbers)
        {
            _ = Whole(number);
        }

        return Op('t');
    }

    /// <summary>A persistent id.</summary>
    public PickleBytes Storage(string type, string key, long count) =>
        Op('(').Text("storage").Global("torch", type).Text(key).Text("cpu").Whole(count).Op('t').Op('Q');

    /// <summary>A call of _rebuild_tensor_v2.</summary>
    public PickleBytes Tensor(string type, string key, long count, long offset, long[] size, long[] stride) =>
        Global("torch._utils", "_rebuild_tensor_v2").Op('(').Storage(type, key, count).Whole(offset).Wholes(size).Wholes(stride)
            .Raw(0x89).Op('}').Op('t').Op('R');

    /// <summary>The pickle with its STOP.</summary>
    public byte[] End() => [.. _bytes, (byte)'.'];

    private PickleBytes Four(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return Raw(bytes);
    }
}
