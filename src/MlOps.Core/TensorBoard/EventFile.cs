using System.Buffers.Binary;
using System.Globalization;

namespace MlOps.TensorBoard;

/// <summary>
/// An event file, which TensorBoard reads while it grows: a sequence of TFRecords, each an Event message.
/// A record is written whole and at once, so that of a killed run every record but perhaps the last can be read.
/// </summary>
/// <remarks>TensorFlow's tensorflow/core/util/event.proto; the file begins with the version <c>brain.Event:2</c>.</remarks>
internal sealed class EventFile : IDisposable
{
    private const string Version = "brain.Event:2";
    private const string Host = "mlops"; // where the machine's name stands otherwise: it is nobody's business

    private readonly TimeProvider _time;
    private readonly FileStream _file;

    /// <summary>Makes the file; TensorBoard knows it by the word <c>tfevents</c> in its name.</summary>
    /// <param name="folder">Full path of the folder, which TensorBoard calls a run; made when absent.</param>
    /// <param name="time">The clock.</param>
    public EventFile(string folder, TimeProvider time)
    {
        _time = time;
        _ = Directory.CreateDirectory(folder);
        var name = string.Create(
            CultureInfo.InvariantCulture, $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():D10}.{Host}.{Environment.ProcessId}.0");
        _file = new(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Append(new ProtoMessage().Double(1, Now()).Text(3, Version));
    }

    /// <summary>Appends an event; it is whole in the file when this returns.</summary>
    /// <param name="step">Optimizer steps so far; 0 where there are none.</param>
    /// <param name="value">What <see cref="SummaryValue"/> makes.</param>
    public void Write(long step, ProtoMessage value)
    {
        var fields = new ProtoMessage().Double(1, Now());
        if (step != 0)
        {
            _ = fields.Whole(2, step); // 0 is what an absent field means
        }

        Append(fields.Message(5, new ProtoMessage().Message(1, value)));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private double Now() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    // length uint64, its checksum uint32, the event, its checksum uint32; little-endian
    private void Append(ProtoMessage fields)
    {
        var data = fields.ToArray();
        var record = new byte[sizeof(ulong) + sizeof(uint) + data.Length + sizeof(uint)];
        var length = record.AsSpan(0, sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(length.Length), MaskedCrc.Of(length));
        data.CopyTo(record, length.Length + sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(record.Length - sizeof(uint)), MaskedCrc.Of(data));
        _file.Write(record);
    }
}
