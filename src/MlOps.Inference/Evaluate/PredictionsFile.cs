using System.Text.Json;
using MlOps.Files;

namespace MlOps.Inference.Evaluate;

/// <summary>The predictions of the test rows on disk: UTF-8, one <see cref="PredictedRow"/> a line as JSON.</summary>
public static class PredictionsFile
{
    /// <summary>The file's name in an evaluate step's output.</summary>
    public const string FileName = "predictions.jsonl";

    /// <summary>Reads the file.</summary>
    /// <param name="folder">The step's output folder.</param>
    public static IEnumerable<PredictedRow> Read(string folder) =>
        File.ReadLines(Path.Combine(folder, FileName)).Select(line => JsonSerializer.Deserialize(line, EvaluateJson.Default.PredictedRow)!);

    /// <summary>Writes the file.</summary>
    /// <param name="folder">The step's output folder.</param>
    /// <param name="rows">The rows, written in their order.</param>
    public static void Write(string folder, IEnumerable<PredictedRow> rows) => AtomicFile.Write(Path.Combine(folder, FileName), stream =>
    {
        foreach (var row in rows)
        {
            JsonSerializer.Serialize(stream, row, EvaluateJson.Default.PredictedRow);
            stream.WriteByte((byte)'\n');
        }
    });
}
