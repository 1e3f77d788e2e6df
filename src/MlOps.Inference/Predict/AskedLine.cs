using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Inference.Predict;

/// <summary>A line of JSON that is to be answered.</summary>
/// <param name="Json">The line.</param>
/// <param name="Row">What the model reads of it; null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null where it can.</param>
internal sealed record AskedLine(string Json, EncodedRow? Row, Diagnostic? Problem)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line with the columns of the answer behind its own, which stay as they are written.</summary>
    /// <param name="columns">The columns of the answer.</param>
    /// <param name="cells">What stands in them.</param>
    public string With(IReadOnlyList<AnswerColumn> columns, IReadOnlyList<string> cells) => Write(json =>
    {
        using var asked = JsonDocument.Parse(Json);
        foreach (var property in asked.RootElement.EnumerateObject())
        {
            property.WriteTo(json);
        }

        foreach (var (column, cell) in columns.Zip(cells))
        {
            JsonPredictions.WriteCell(json, column, cell);
        }
    });

    /// <summary>What stands in the place of an answer: <c>{"error":"...","line":3}</c>.</summary>
    public string Refused() => Write(json =>
    {
        json.WriteString("error", $"{Problem!.Rule.Code}: {Problem.Message}");
        json.WriteNumber("line", Problem.Location.Line);
    });

    private static string Write(Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
