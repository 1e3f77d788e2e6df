using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Text.Readers;

/// <summary>Prepared rows on disk: UTF-8, one <see cref="PreparedRow"/> a line as JSON.</summary>
public static class RowsFile
{
    /// <summary>The file of a split in a preprocess step's output: <c>train.jsonl</c>.</summary>
    /// <param name="split">train, validation or test.</param>
    public static string NameOf(string split) => split + ".jsonl";

    /// <summary>Reads the rows one after the other; one row is in memory at a time.</summary>
    /// <param name="path">A file that <see cref="RowsFileWriter"/> wrote.</param>
    /// <exception cref="MlOpsException">MLOPS2005: a line is not a row.</exception>
    public static IEnumerable<PreparedRow> Read(string path)
    {
        var line = 0;
        foreach (var json in File.ReadLines(path))
        {
            yield return ReadRow(json, path, ++line);
        }
    }

    private static PreparedRow ReadRow(string json, string path, int line)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PreparedRowJson.Default.PreparedRow) ?? throw new JsonException("the row is null");
        }
        catch (JsonException exception)
        {
            var column = (int)(exception.BytePositionInLine ?? 0) + 1;
            throw new MlOpsException(
                Rules.BadData, new(path.Replace('\\', '/'), line, column), "the line is no prepared row; expected row, text, labels and columns", exception);
        }
    }
}
