using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Writes .jsonl, an object a line, or .json, one list of them.</summary>
/// <param name="stream">Receives the file.</param>
/// <param name="answers">The columns that are added.</param>
/// <param name="isArray">True for one list.</param>
internal sealed class JsonPredictions(Stream stream, IReadOnlyList<AnswerColumn> answers, bool isArray) : PredictionWriter(answers)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private bool _hasRows;

    /// <inheritdoc/>
    public override void Write(RawRow row, IReadOnlyList<string> cells)
    {
        stream.Write(!isArray ? [] : _hasRows ? ",\n"u8 : "[\n"u8);
        _hasRows = true;
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in row.Names.Zip(row.Values))
            {
                json.WriteString(name, value);
            }

            foreach (var (column, cell) in Answers.Zip(cells))
            {
                WriteCell(json, column, cell);
            }

            json.WriteEndObject();
        }

        stream.Write(isArray ? [] : "\n"u8);
    }

    /// <inheritdoc/>
    public override void Dispose() => stream.Write(!isArray ? [] : _hasRows ? "\n]\n"u8 : "[]\n"u8);

    /// <summary>Writes a column of an answer.</summary>
    internal static void WriteCell(Utf8JsonWriter json, AnswerColumn column, string cell)
    {
        json.WritePropertyName(column.Name);
        if (column.IsNumber && cell.Length > 0)
        {
            json.WriteRawValue(cell);
        }
        else if (column.IsNumber)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStringValue(cell);
        }
    }
}
