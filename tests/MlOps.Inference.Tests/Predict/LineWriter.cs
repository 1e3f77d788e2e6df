using System.Text;
using System.Threading.Channels;

namespace MlOps.Inference.Tests.Predict;

/// <summary>Gives a test each line once it was flushed.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly StringBuilder _written = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => _written.Append(value);

    public override void Flush()
    {
        foreach (var line in _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(_lines.Writer.TryWrite(line));
        }

        _ = _written.Clear();
    }

    public ValueTask<string> NextAsync(CancellationToken ct) => _lines.Reader.ReadAsync(ct);
}
