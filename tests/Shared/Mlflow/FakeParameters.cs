using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlOps.Testing.Mlflow;

/// <summary>Reads parameters as strictly as MLflow does: a text must be a text, and a required one must be there.</summary>
internal static partial class FakeParameters
{
    public static string Required(this JsonObject parameters, string name) => parameters.Text(name) is { Length: > 0 } text
        ? text
        : throw FakeRefusal.Invalid($"Missing value for required parameter '{name}'. See the API docs for more information about request parameters.");

    public static string? Text(this JsonObject parameters, string name) => parameters[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        var other => throw FakeRefusal.Invalid($"Invalid value {other.ToJsonString()} for parameter '{name}' supplied."),
    };

    public static long? Whole(this JsonObject parameters, string name) => parameters[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => (long)value.GetValue<double>(),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && long.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out var number) => number,
        var other => throw FakeRefusal.Invalid($"Invalid value {other.ToJsonString()} for parameter '{name}' supplied."),
    };

    /// <summary>A version's number: a text of digits.</summary>
    public static int Version(this JsonObject parameters)
    {
        var text = parameters.Required("version");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw FakeRefusal.Invalid($"Parameter 'version' must be an integer, got '{text}'.");
    }

    /// <summary>Tags as they come in a list; names and lengths are held to MLflow's rules.</summary>
    public static IEnumerable<(string Key, string Value)> Tags(this JsonObject parameters, string name = "tags")
    {
        foreach (var tag in (parameters[name] as JsonArray ?? []).OfType<JsonObject>())
        {
            yield return Tag(tag);
        }
    }

    public static (string Key, string Value) Tag(JsonObject tag)
    {
        var (key, value) = (Key(tag.Required("key")), tag.Text("value") ?? "");
        return value.Length <= 5000 ? (key, value) : throw FakeRefusal.Invalid($"Tag value '{value[..250]}' had length {value.Length}, which exceeded length limit of 5000");
    }

    public static string Key(string key) => key.Length <= 250 && KeyForm().IsMatch(key) && !key.StartsWith('/') && !key.Contains("//", StringComparison.Ordinal)
        ? key
        : throw FakeRefusal.Invalid($"Invalid value \"{key}\" for parameter 'key' supplied.");

    /// <summary>A list of tags in MLflow's form; null, which is not written, for none.</summary>
    public static JsonArray? List(IEnumerable<KeyValuePair<string, string>> tags)
    {
        JsonNode[] list = [.. tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })];
        return list.Length == 0 ? null : new JsonArray(list);
    }

    /// <summary>An object without the members that hold nothing, as MLflow writes it.</summary>
    public static JsonObject Compact(JsonObject full)
    {
        foreach (var empty in full.Where(member => member.Value is null).Select(member => member.Key).ToList())
        {
            _ = full.Remove(empty);
        }

        return full;
    }

    [GeneratedRegex(@"\A[\w.\-/ :]+\z")]
    private static partial Regex KeyForm();
}
