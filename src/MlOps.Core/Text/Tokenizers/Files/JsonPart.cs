using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>A value of a tokenizer's JSON file, read with errors that name the file.</summary>
/// <param name="Element">The value.</param>
/// <param name="Path">The file.</param>
internal readonly record struct JsonPart(JsonElement Element, string Path)
{
    /// <summary>Vocabulary indices are below it: far above any vocabulary, and far below what memory holds.</summary>
    public const int MostIndices = 1 << 24;

    private const int LongestShown = 100;

    /// <summary>The value as the file writes it, for messages.</summary>
    public string Shown
    {
        get
        {
            var text = Element.GetRawText().Trim('"');
            return text.Length <= LongestShown ? text : $"{text[..LongestShown]}...";
        }
    }

    /// <summary>The value of a key; null where it is absent or null.</summary>
    public JsonPart? Find(string key) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(key, out var part) && part.ValueKind != JsonValueKind.Null ? this with { Element = part } : null;

    /// <summary>The value of a key.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: it is absent, or of another kind.</exception>
    public JsonPart Need(string key, JsonValueKind kind) =>
        Find(key) is { } part && part.Element.ValueKind == kind ? part : throw Bad($"it holds no '{key}' where one is expected");

    /// <summary>The entries of a list.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: it is absent, or no list.</exception>
    public IReadOnlyList<JsonPart> Items(string key)
    {
        var path = Path;
        return [.. Need(key, JsonValueKind.Array).Element.EnumerateArray().Select(item => new JsonPart(item, path))];
    }

    /// <summary>A text.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: it is absent, or no text.</exception>
    public string Text(string key) => Need(key, JsonValueKind.String).AsText(key);

    /// <summary>A text; null where it is absent.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: it is no text.</exception>
    public string? FindText(string key) => Find(key)?.AsText(key);

    /// <summary>A single character.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: it is absent, or not one character.</exception>
    public char Character(string key) => Text(key) is [var character] ? character : throw Bad($"'{key}' is '{Text(key)}'; expected one character");

    /// <summary>A truth value; null where it is absent.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: it is neither true nor false.</exception>
    public bool? FindFlag(string key) => Find(key) switch
    {
        null => null,
        { Element.ValueKind: JsonValueKind.True } => true,
        { Element.ValueKind: JsonValueKind.False } => false,
        { } other => throw Bad($"'{key}' is '{other.Shown}'; expected true or false"),
    };

    /// <summary>A count or a vocabulary index; null where it is absent.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: it is none.</exception>
    public int? FindWhole(string key) => Find(key)?.AsWhole(key);

    /// <summary>What kind of part this is.</summary>
    public string TypeOf() => FindText("type") ?? "(no type)";

    /// <summary>This value as a text.</summary>
    /// <param name="name">What it is, for the error.</param>
    /// <exception cref="MlOpsException">MLOPS2008: it is none.</exception>
    public string AsText(string name)
    {
        if (Element.ValueKind != JsonValueKind.String)
        {
            throw Bad($"'{name}' is '{Shown}'; expected a text");
        }

        try
        {
            return Element.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            // an escape of half a character: the parser lets it pass
            throw new MlOpsException(Rules.BadTokenizer, new(TokenizerFolder.Printed(Path)), $"'{name}' holds half a surrogate pair; expected a text", broken);
        }
    }

    /// <summary>This value as a count or a vocabulary index.</summary>
    /// <param name="name">What it is, for the error.</param>
    /// <exception cref="MlOpsException">MLOPS2008: it is none.</exception>
    public int AsWhole(string name) => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value is >= 0 and < MostIndices
        ? value
        : throw Bad($"'{name}' is '{Shown}'; expected a whole number from 0 to {MostIndices - 1}");

    /// <summary>The entries of an object of vocabulary indices.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: a key is no text, or a value no index.</exception>
    public Dictionary<string, int> AsVocabulary()
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            foreach (var entry in Element.EnumerateObject())
            {
                vocabulary[entry.Name] = (this with { Element = entry.Value }).AsWhole(entry.Name);
            }
        }
        catch (InvalidOperationException broken)
        {
            throw new MlOpsException(Rules.BadTokenizer, new(TokenizerFolder.Printed(Path)), "a token of its vocabulary holds half a surrogate pair; expected a text", broken);
        }

        return vocabulary;
    }

    /// <summary>The error that a part is not known here.</summary>
    /// <param name="what">Which part.</param>
    /// <param name="found">Its name.</param>
    /// <param name="known">Those that are known.</param>
    public MlOpsException Unknown(string what, string found, string known) => Bad($"its {what} is '{found}'; mlops knows {known}");

    /// <summary>The error that something is wrong in the file.</summary>
    public MlOpsException Bad(string message) => TokenizerFolder.Bad(Path, message);
}
