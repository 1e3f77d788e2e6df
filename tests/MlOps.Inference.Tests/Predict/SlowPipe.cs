using System.Text;
using System.Threading.Channels;

namespace MlOps.Inference.Tests.Predict;

/// <summary>The reading end of a pipe whose other end a test holds: a read waits until something was sent.</summary>
internal sealed class SlowPipe : ReadOnlyStream
{
    private readonly Channel<byte[]> _sent = Channel.CreateUnbounded<byte[]>();

    public void Send(string text) => Assert.True(_sent.Writer.TryWrite(Encoding.UTF8.GetBytes(text)));

    public void End() => _sent.Writer.Complete();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!await _sent.Reader.WaitToReadAsync(cancellationToken))
        {
            return 0;
        }

        var piece = await _sent.Reader.ReadAsync(cancellationToken);
        piece.CopyTo(buffer);
        return piece.Length;
    }
}
