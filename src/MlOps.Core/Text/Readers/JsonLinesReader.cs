using System.Text;
using MlOps.Diagnostics;

namespace MlOps.Text.Readers;

/// <summary>Reads .jsonl: one object a line; empty lines are passed over.</summary>
internal sealed class JsonLinesReader(string path, string shown) : RowReader(path, shown)
{
    public override IEnumerable<RawRow> Read()
    {
        using var text = Guarded(() => TextFile.Open(FullPath));
        var (line, number) = (0, 0L);
        var parser = new JsonLineParser(Shown);
        while (Guarded(text.ReadLine) is { } json)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(json))
            {
                yield return parser.Parse(json, line, ++number);
            }
        }
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is DecoderFallbackException or InvalidDataException)
        {
            throw TextFile.Explain(failure, FullPath, Shown);
        }
    }
}
