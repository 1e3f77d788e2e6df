using System.Buffers.Binary;
using System.Text;

namespace MlOps.Tests.TensorBoard;

/// <summary>Reads a protocol-buffers message into its fields, from the encoding's description and apart from what writes it.</summary>
internal sealed class ProtoFields
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

    public ProtoFields(byte[] message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((field, Varint(message, ref at), []));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at)), []));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    _fields.Add((field, 0, message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at)), []));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }
        }
    }

    public bool Has(int field) => _fields.Exists(one => one.Field == field);

    public long Whole(int field) => (long)_fields.Find(one => one.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(_fields.Find(one => one.Field == field).Number);

    public float Single(int field) => BitConverter.UInt32BitsToSingle((uint)_fields.Find(one => one.Field == field).Number);

    public byte[] Bytes(int field) => _fields.Find(one => one.Field == field).Bytes ?? [];

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public ProtoFields Message(int field) => new(Bytes(field));

    public IEnumerable<ProtoFields> Messages(int field) => _fields.Where(one => one.Field == field).Select(one => new ProtoFields(one.Bytes));

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
