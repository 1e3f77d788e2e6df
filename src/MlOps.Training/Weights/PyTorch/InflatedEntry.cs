using System.IO.Compression;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>The bytes of a compressed file in a zip archive, read forwards piece by piece: they are never held as a whole.</summary>
internal sealed class InflatedEntry : IDisposable
{
    private const int PieceBytes = 1 << 16;

    private readonly DeflateStream _inflater;
    private readonly WeightsRefusal _refusal;

    /// <summary>Begins before the first byte.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="entry">A compressed file in it.</param>
    /// <param name="refusal">Names the archive.</param>
    public InflatedEntry(Stream archive, ZipEntry entry, WeightsRefusal refusal)
    {
        Entry = entry;
        _refusal = refusal;
        _inflater = new(new BoundedStream(archive, entry.Begin, entry.StoredBytes), CompressionMode.Decompress);
    }

    /// <summary>The file.</summary>
    public ZipEntry Entry { get; }

    /// <summary>The next byte that can be read.</summary>
    public long Position { get; private set; }

    /// <summary>Makes sure that a file inflates to as many bytes as it claims.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="entry">A compressed file in it.</param>
    /// <param name="refusal">Names the archive.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3003: it does not.</exception>
    public static void Check(Stream archive, ZipEntry entry, WeightsRefusal refusal)
    {
        using var inflated = new InflatedEntry(archive, entry, refusal);
        inflated.Skip(entry.Bytes);
        inflated.CheckEnd();
    }

    /// <summary>Reads some bytes.</summary>
    /// <param name="offset">The first one; not before <see cref="Position"/>.</param>
    /// <param name="target">Receives as many bytes as it has.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3003: there are fewer, or more than the file claims.</exception>
    public void Read(long offset, Span<byte> target)
    {
        Skip(offset - Position);
        Fill(target);
        if (Position == Entry.Bytes)
        {
            CheckEnd();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _inflater.Dispose();

    private void Skip(long bytes)
    {
        Span<byte> piece = bytes > 0 ? new byte[PieceBytes] : [];
        for (var left = bytes; left > 0;)
        {
            var count = (int)Math.Min(piece.Length, left);
            Fill(piece[..count]);
            left -= count;
        }
    }

    private void Fill(Span<byte> target)
    {
        try
        {
            _inflater.ReadExactly(target);
            Position += target.Length;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw _refusal.Broken($"'{Entry.Name}' does not inflate to the {Entry.Bytes} bytes that it claims", e);
        }
    }

    private void CheckEnd()
    {
        try
        {
            if (_inflater.ReadByte() >= 0)
            {
                throw _refusal.Broken($"'{Entry.Name}' inflates to more than the {Entry.Bytes} bytes that it claims");
            }
        }
        catch (InvalidDataException e)
        {
            throw _refusal.Broken($"'{Entry.Name}' does not end where it claims", e);
        }
    }
}
