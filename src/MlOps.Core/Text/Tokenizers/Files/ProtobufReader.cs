using System.Buffers.Binary;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the fields of a Protocol Buffers message, one after the other.</summary>
/// <param name="message">The message.</param>
internal sealed class ProtobufReader(ReadOnlyMemory<byte> message)
{
    private const int LongestVarint = 10; // bytes of a number of 64 bits

    private int _place;

    /// <summary>Reads the next field.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The message is cut off or broken.</exception>
    public bool TryReadField(out ProtobufField field)
    {
        field = default;
        if (_place == message.Length)
        {
            return false;
        }

        var tag = ReadVarint();
        var number = (int)(tag >> 3);
        field = (tag & 7) switch
        {
            0 => new(number, ReadVarint(), default),
            1 => new(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)).Span), default),
            2 => new(number, 0, Take(ReadVarint())),
            5 => new(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)).Span), default),
            var kind => throw new InvalidDataException($"a field at byte {_place} is of kind {kind}, which Protocol Buffers don't have"),
        };
        return true;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var i = 0; i < LongestVarint; i++)
        {
            var part = Take(1).Span[0];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException($"the number before byte {_place} does not end");
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)(message.Length - _place))
        {
            throw new InvalidDataException($"{length} bytes are expected at byte {_place} of {message.Length}");
        }

        var taken = message.Slice(_place, (int)length);
        _place += (int)length;
        return taken;
    }
}
