using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Diagnostics;

namespace MlOps.Training.Models;

/// <summary>A Hugging Face <c>config.json</c>, read key by key; every refusal names the file.</summary>
public sealed class ConfigFile
{
    /// <summary>The file's name in a model folder.</summary>
    public const string FileName = "config.json";

    private readonly string _shown;
    private readonly JsonObject _root;

    private ConfigFile(string shown, JsonObject root)
    {
        _shown = shown;
        _root = root;
    }

    /// <summary>The architecture family that the file names, for example bert.</summary>
    /// <exception cref="MlOpsException">MLOPS3001: it names none.</exception>
    public string ModelType => Text("model_type") ?? throw Incompatible("it has no model_type");

    /// <summary>The class or network that the file names first in <c>architectures</c>; null where it names none.</summary>
    public string? Architecture => _root["architectures"] is JsonArray and [JsonValue first, ..] && first.TryGetValue<string>(out var name) ? name : null;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A <c>config.json</c>.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is not a JSON object.</exception>
    public static ConfigFile Read(string path, string shown)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) is JsonObject root
                ? new(shown, root)
                : throw Incompatible(shown, "it is not a JSON object");
        }
        catch (JsonException e)
        {
            throw Incompatible(shown, $"it is not JSON ({e.Message})", e);
        }
    }

    /// <summary>A copy of the content, for a new file that differs in some keys.</summary>
    public JsonObject Copy() => _root.DeepClone().AsObject();

    /// <summary>A whole number of at least 1.</summary>
    /// <param name="key">A key that must be there.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is absent or no such number.</exception>
    public int Whole(string key) =>
        _root[key] is JsonValue value && value.TryGetValue<int>(out var number) && number >= 1
            ? number
            : throw Incompatible($"{key} is {Shown(key)}; expected a whole number of at least 1");

    /// <summary>Whole numbers of at least 1, at least one of them.</summary>
    /// <param name="key">A key that must be there.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is absent or no such list.</exception>
    public IReadOnlyList<int> Wholes(string key)
    {
        var numbers = (_root[key] as JsonArray)?.Select(item => item is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0).ToList();
        return numbers is { Count: > 0 } && numbers.TrueForAll(number => number >= 1)
            ? numbers
            : throw Incompatible($"{key} is {Shown(key)}; expected a list of whole numbers of at least 1");
    }

    /// <summary>True or false.</summary>
    /// <param name="key">A key.</param>
    /// <param name="otherwise">What an absent key means.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is neither.</exception>
    public bool Flag(string key, bool otherwise) => _root[key] switch
    {
        null => otherwise,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw Incompatible($"{key} is {Shown(key)}; expected true or false"),
    };

    /// <summary>An index, or null where the key is absent or null.</summary>
    /// <param name="key">A key.</param>
    /// <param name="count">Number of things that it counts.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is no whole number from 0 to the last of them.</exception>
    public int? Index(string key, int count) => _root[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var index) && index >= 0 && index < count => index,
        _ => throw Incompatible(string.Create(CultureInfo.InvariantCulture, $"{key} is {Shown(key)}; expected a whole number from 0 to {count - 1}")),
    };

    /// <summary>A number, or null where the key is absent or null.</summary>
    /// <param name="key">A key.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is not a number.</exception>
    public double? Number(string key) => _root[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        _ => throw Incompatible($"{key} is {Shown(key)}; expected a number"),
    };

    /// <summary>True or false, or null where the key is absent or neither.</summary>
    /// <param name="key">A key.</param>
    public bool? Flag(string key) => _root[key] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>A text, or null where the key is absent or no text.</summary>
    /// <param name="key">A key.</param>
    public string? Text(string key) => _root[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Refuses a value other than the one that this program implements.</summary>
    /// <param name="key">A key that may be absent.</param>
    /// <param name="only">The value that is implemented.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is another.</exception>
    public void Expect(string key, string only)
    {
        if (_root[key] is not null && Text(key) != only)
        {
            throw Incompatible($"{key} is {Shown(key)}; only \"{only}\" can be fine-tuned");
        }
    }

    /// <summary>Refuses another value than the one that this program implements.</summary>
    /// <param name="key">A key that may be absent.</param>
    /// <param name="only">The value that is implemented.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is the other.</exception>
    public void Expect(string key, bool only)
    {
        if (Flag(key) == !only)
        {
            throw Incompatible($"{key} is {Shown(key)}; only {(only ? "true" : "false")} can be fine-tuned");
        }
    }

    /// <summary>The refusal of this file.</summary>
    /// <param name="why">What was found and what was expected.</param>
    public MlOpsException Incompatible(string why) => Incompatible(_shown, why);

    private static MlOpsException Incompatible(string shown, string why, Exception? inner = null) =>
        new(Rules.IncompatibleBase, new Location(shown), why, inner);

    private string Shown(string key) => _root[key]?.ToJsonString() ?? "absent";
}
