using System.Text;
using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Metrics.Files;

/// <summary>
/// Metrics in a JSON document: every number by the keys that lead to it, and lists of pairs as MLflow's API writes them
/// (<c>{"key": "f1", "value": 0.9}</c>). Where the document has an object or list <c>metrics</c>, only that is read.
/// </summary>
internal static class JsonMetrics
{
    private const string Metrics = "metrics";

    private static readonly string[] NameKeys = ["key", "name", "metric"];

    public static IEnumerable<(string Name, double? Value)> Read(string path, string shown)
    {
        using var document = Parse(File.ReadAllText(path), shown);
        return [.. Walk(FindMetrics(document.RootElement), "")];
    }

    // run.data.metrics is where MLflow keeps them
    private static JsonElement FindMetrics(JsonElement root)
    {
        foreach (var keys in (string[][])[[Metrics], ["data", Metrics], ["run", "data", Metrics]])
        {
            var element = root;
            if (keys.All(key => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out element))
                && element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                return element;
            }
        }

        return root;
    }

    private static IEnumerable<(string Name, double? Value)> Walk(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Walk(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}")),
        JsonValueKind.Array => element.EnumerateArray().Select(Pair).OfType<(string Name, double? Value)>().Select(pair => (path.Length == 0 ? pair.Name : $"{path}.{pair.Name}", pair.Value)),
        JsonValueKind.Number or JsonValueKind.Null => [(path, Number(element))],
        _ => [],
    };

    private static (string Name, double? Value)? Pair(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("value", out var value) || value.ValueKind is not (JsonValueKind.Number or JsonValueKind.Null))
        {
            return null;
        }

        var name = NameKeys.Select(key => item.TryGetProperty(key, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null).FirstOrDefault(text => text is not null);
        return name is null ? null : (name, Number(value));
    }

    private static double? Number(JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : null;

    private static JsonDocument Parse(string text, string shown)
    {
        try
        {
            return JsonDocument.Parse(WithoutNotNumbers(text), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0) + 1;
            throw new MlOpsException(Rules.BadData, new(shown, line, (int)(e.BytePositionInLine ?? 0) + 1), $"this is no JSON: {e.Message.Split(" LineNumber:", 2)[0]}", e);
        }
    }

    // Python writes NaN and Infinity, which JSON does not have: both are missing values
    private static string WithoutNotNumbers(string text)
    {
        if (!text.Contains("NaN", StringComparison.Ordinal) && !text.Contains("Infinity", StringComparison.Ordinal))
        {
            return text;
        }

        var written = new StringBuilder(text.Length);
        var inString = false;
        for (var at = 0; at < text.Length; at++)
        {
            inString ^= text[at] == '"';
            var word = inString ? null : ((string[])["NaN", "-Infinity", "Infinity"]).FirstOrDefault(word => string.CompareOrdinal(text, at, word, 0, word.Length) == 0);
            if (word is not null)
            {
                _ = written.Append("null");
                at += word.Length - 1;
            }
            else
            {
                _ = written.Append(text[at]);
                if (inString && text[at] == '\\' && at + 1 < text.Length)
                {
                    _ = written.Append(text[++at]);
                }
            }
        }

        return written.ToString();
    }
}
