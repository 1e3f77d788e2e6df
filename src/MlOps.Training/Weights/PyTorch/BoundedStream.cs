namespace MlOps.Training.Weights.PyTorch;

/// <summary>A part of another stream, which stays open and may be read elsewhere in between.</summary>
/// <param name="stream">The other stream.</param>
/// <param name="begin">Offset of the part's first byte.</param>
/// <param name="bytes">How many it has.</param>
internal sealed class BoundedStream(Stream stream, long begin, long bytes) : Stream
{
    private readonly long _end = begin + bytes;
    private long _at = begin;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        stream.Position = _at;
        var read = stream.Read(buffer[..(int)Math.Min(buffer.Length, _end - _at)]);
        _at += read;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
