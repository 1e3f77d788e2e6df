using MlOps.Diagnostics;

namespace MlOps.Training.Weights;

/// <summary>Reads tensors of a safetensors file, one at a time.</summary>
public sealed class SafetensorsReader : WeightsReader
{
    private readonly FileStream _stream;
    private readonly SafetensorsHeader _header;

    /// <summary>Opens a file and checks its header; no number is read yet.</summary>
    /// <param name="path">A <c>.safetensors</c> file.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3003: the header does not describe this file.</exception>
    public SafetensorsReader(string path, string shown)
        : base(shown)
    {
        using (var stream = Open(path))
        {
            _header = SafetensorsHeader.Read(stream, shown);
        }

        _stream = Open(path);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StoredTensor> Tensors => _header.Tensors;

    /// <summary>The file's own notes, for example <c>format: pt</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <inheritdoc/>
    internal override void ReadBytes(StoredTensor tensor, long offset, Span<byte> target)
    {
        _stream.Position = _header.DataOffset + ((SafetensorsTensor)tensor).Begin + offset;
        try
        {
            _stream.ReadExactly(target);
        }
        catch (EndOfStreamException e)
        {
            throw new MlOpsException(Rules.BrokenWeights, new Location(Shown), $"the file became shorter while it was read, at '{tensor.Name}'", e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _stream.Dispose();

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
}
