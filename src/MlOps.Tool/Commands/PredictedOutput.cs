using System.Text;
using MlOps.Files;
using MlOps.Inference.Predict;
using MlOps.Reporting;
using MlOps.Spec;
using MlOps.Text.Readers;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary>Writes predicted rows to a file or to standard output.</summary>
/// <param name="tool">The process.</param>
/// <param name="format">How answers stand in columns.</param>
/// <param name="column">The column that a table shows beside the answers.</param>
internal sealed class PredictedOutput(ToolContext tool, AnswerFormat format, string column)
{
    private const int ShownLetters = 60;
    private const int RowsAtOnce = 256; // that wait to be written to standard output
    private const int BytesAtOnce = 1 << 20; // likewise

    /// <summary>Writes rows as they are predicted; only a table, whose columns are as wide as the widest cell, holds them all.</summary>
    /// <param name="predicted">The rows with the cells of their answers.</param>
    /// <param name="columns">The columns of the rows.</param>
    /// <param name="output">The file as the user names it; null for standard output.</param>
    /// <param name="shown">What standard output shows.</param>
    public void Write(IEnumerable<(RawRow Row, IReadOnlyList<string> Cells)> predicted, IReadOnlyList<string> columns, string? output, PredictionFormat shown)
    {
        if (output is not null)
        {
            var rows = 0L;
            AtomicFile.Write(tool.FullPath(output), stream => rows = Write(predicted, stream, output, columns, _ => { }));
            tool.Out.WriteLine($"predicted {Quantity.Count(rows)} rows: {output}");
        }
        else if (shown == PredictionFormat.Table)
        {
            string[] heading = [column, .. format.Columns.Select(answer => answer.Name)];
            tool.Out.Write(new TextTable(heading).Add(predicted.Select(row => (IReadOnlyList<string>)[Shortened(row.Row[column] ?? ""), .. row.Cells])).ToString());
        }
        else
        {
            using var bytes = new MemoryStream();
            _ = Write(predicted, bytes, $"rows.{Kebab.Of(shown)}", columns, Drain);
            Drain(bytes);
        }
    }

    private long Write(
        IEnumerable<(RawRow Row, IReadOnlyList<string> Cells)> predicted, Stream stream, string name, IReadOnlyList<string> columns, Action<MemoryStream> drain)
    {
        using var writer = PredictionWriter.Create(stream, name, columns, format.Columns);
        var rows = 0L;
        foreach (var (row, cells) in predicted)
        {
            writer.Write(row, cells);
            rows++;
            if (stream is MemoryStream bytes && (rows % RowsAtOnce == 0 || bytes.Length >= BytesAtOnce))
            {
                writer.Flush();
                drain(bytes);
            }
        }

        return rows;
    }

    private void Drain(MemoryStream bytes)
    {
        tool.Out.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        bytes.SetLength(0);
    }

    /// <summary>A text as a line of a table shows it.</summary>
    /// <param name="text">Any text.</param>
    internal static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= ShownLetters ? line : line[..(ShownLetters - 1)] + "…";
    }
}
