namespace MlOps.Inference.Tests.Predict;

/// <summary>A stream that gives its bytes in pieces of chance sizes.</summary>
internal sealed class PiecesStream(byte[] bytes, Random chance) : ReadOnlyStream
{
    private int _at;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Math.Min(Math.Min(buffer.Length, bytes.Length - _at), chance.Next(1, 300));
        bytes.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return ValueTask.FromResult(count);
    }
}
