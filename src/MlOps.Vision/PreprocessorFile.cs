using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Diagnostics;

namespace MlOps.Vision;

/// <summary>The keys of a <c>preprocessor_config.json</c>; every refusal names the file.</summary>
internal sealed class PreprocessorFile
{
    private readonly string _shown;
    private readonly JsonObject _root;

    private PreprocessorFile(string shown, JsonObject root)
    {
        _shown = shown;
        _root = root;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">How the user names it.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is no JSON object.</exception>
    public static PreprocessorFile Read(string path, string shown)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return new(shown, JsonNode.Parse(File.ReadAllText(path), documentOptions: options) as JsonObject ?? throw Refuse(shown, "it is no JSON object"));
        }
        catch (JsonException e)
        {
            throw Refuse(shown, $"it is no JSON object ({e.Message})", e);
        }
    }

    /// <summary>A text; null where the key is absent.</summary>
    public string? Text(string key) => Value<string>(_root, key);

    /// <summary>True, too, where the key is absent.</summary>
    public bool Flag(string key) => Value<bool?>(_root, key) ?? true;

    /// <summary>A whole number; null where the key is absent.</summary>
    public int? Whole(string key) => Value<int?>(_root, key);

    /// <summary>A number.</summary>
    public double Number(string key, double otherwise) => Value<double?>(_root, key) ?? otherwise;

    /// <summary>A list of numbers; null where the key is absent.</summary>
    public double[]? Numbers(string key) => _root[key] switch
    {
        null => null,
        JsonArray list => [.. list.Select(item => item is JsonValue value && value.TryGetValue<double>(out var number) ? number : throw Wrong(key, list))],
        var other => throw Wrong(key, other),
    };

    /// <summary>True where a key holds an object that has another one.</summary>
    public bool HasKey(string key, string inner) => _root[key] is JsonObject sizes && sizes.ContainsKey(inner);

    /// <summary>One length: a whole number, or the object's only key.</summary>
    /// <exception cref="MlOpsException">MLOPS3001: it is neither.</exception>
    public int Edge(string key, string inner, int otherwise) => _root[key] switch
    {
        null => otherwise,
        JsonValue => Whole(key) ?? otherwise,
        JsonObject { Count: 1 } size when Value<int?>(size, inner) is { } edge => edge,
        var other => throw Wrong(key, other),
    };

    /// <summary>Height and width: a whole number for both, or an object that has them.</summary>
    /// <exception cref="MlOpsException">MLOPS3001: it is neither.</exception>
    public (int Height, int Width) Size(string key, int otherwise) => _root[key] switch
    {
        null => (otherwise, otherwise),
        JsonValue => (Whole(key) ?? otherwise, Whole(key) ?? otherwise),
        JsonObject { Count: 2 } size when Value<int?>(size, "height") is { } height && Value<int?>(size, "width") is { } width => (height, width),
        var other => throw Wrong(key, other),
    };

    /// <summary>Refuses every other key of a beginning that is true.</summary>
    public void RefuseOther(string beginning, params string[] known)
    {
        if (_root.FirstOrDefault(entry => entry.Key.StartsWith(beginning, StringComparison.Ordinal) && !known.Contains(entry.Key) && Value<bool?>(_root, entry.Key) == true).Key is { } key)
        {
            throw Refuse($"{key} is true, which this program does not do");
        }
    }

    /// <summary>The refusal of this file.</summary>
    /// <param name="why">What was found and what was expected.</param>
    public MlOpsException Refuse(string why) => Refuse(_shown, why);

    private static MlOpsException Refuse(string shown, string why, Exception? inner = null) => new(Rules.IncompatibleBase, new(shown.Replace('\\', '/')), why, inner);

    private T? Value<T>(JsonObject from, string key) => from[key] switch
    {
        null => default,
        JsonValue value when value.TryGetValue<T>(out var found) => found,
        var other => throw Wrong(key, other),
    };

    private MlOpsException Wrong(string key, JsonNode found) => Refuse($"{key} is {found.ToJsonString()}, which is not of a form that image processors write");
}
