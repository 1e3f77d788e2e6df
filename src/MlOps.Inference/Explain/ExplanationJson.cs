using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlOps.Inference.Explain;

/// <summary>Explanations as JSON.</summary>
public static class ExplanationJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One explanation as an object on one line: <c>text</c>, <c>pair</c>, <c>label</c>, <c>score</c>, and <c>parts</c> with <c>start</c>, <c>text</c>, <c>effect</c> and <c>pair</c>.</summary>
    /// <param name="explanation">The explanation.</param>
    public static string Write(Explanation explanation)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("text", explanation.Row.Text);
            if (explanation.Row.Pair is { } pair)
            {
                json.WriteString("pair", pair);
            }

            json.WriteString("label", explanation.Label);
            json.WriteNumber("score", explanation.Score);
            json.WriteStartArray("parts");
            foreach (var part in explanation.Parts)
            {
                Write(json, part);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, ExplainedPart part)
    {
        json.WriteStartObject();
        json.WriteNumber("start", part.Start);
        json.WriteString("text", part.Text);
        json.WriteNumber("effect", part.Effect);
        if (part.OfPair)
        {
            json.WriteBoolean("pair", true);
        }

        json.WriteEndObject();
    }
}
