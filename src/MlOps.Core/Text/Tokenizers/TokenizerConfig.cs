using System.Text.Json;

namespace MlOps.Text.Tokenizers;

/// <summary>What <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c> say; null where they are silent.</summary>
internal sealed record TokenizerConfig
{
    /// <summary>Make letters small.</summary>
    public bool? Lowercase { get; init; }

    /// <summary>Remove accents; where nothing is said, exactly when letters are made small.</summary>
    public bool? StripAccents { get; init; }

    /// <summary>Make each Chinese character a word.</summary>
    public bool? SpaceIdeographs { get; init; }

    /// <summary>Text of the special tokens: [CLS], [SEP], [PAD], [UNK], [MASK] unless named otherwise.</summary>
    public string Start { get; private init; } = "[CLS]";

    /// <inheritdoc cref="Start"/>
    public string Separator { get; private init; } = "[SEP]";

    /// <inheritdoc cref="Start"/>
    public string Padding { get; private init; } = "[PAD]";

    /// <inheritdoc cref="Start"/>
    public string Unknown { get; private init; } = "[UNK]";

    /// <inheritdoc cref="Start"/>
    public string Mask { get; private init; } = "[MASK]";

    /// <summary>Tokens added to the vocabulary, from <c>added_tokens_decoder</c>.</summary>
    public IReadOnlyList<AddedToken> Added { get; private init; } = [];

    /// <summary>Reads the two files of a folder; either may be absent.</summary>
    /// <param name="folder">The model's folder.</param>
    public static TokenizerConfig Read(string folder)
    {
        var path = Path.Combine(folder, "tokenizer_config.json");
        var config = Open(path);
        var map = Open(Path.Combine(folder, "special_tokens_map.json"));
        string Token(string key, string otherwise) => Content(config, key) ?? Content(map, key) ?? otherwise;
        return new()
        {
            Lowercase = Flag(config, "do_lower_case", path),
            StripAccents = Flag(config, "strip_accents", path),
            SpaceIdeographs = Flag(config, "tokenize_chinese_chars", path),
            Start = Token("cls_token", "[CLS]"),
            Separator = Token("sep_token", "[SEP]"),
            Padding = Token("pad_token", "[PAD]"),
            Unknown = Token("unk_token", "[UNK]"),
            Mask = Token("mask_token", "[MASK]"),
            Added = ReadAdded(config, path),
        };
    }

    private static JsonElement? Open(string path) => File.Exists(path) ? TokenizerFolder.ReadJson(path) : null;

    private static JsonElement? Value(JsonElement? json, string key) =>
        json is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool? Flag(JsonElement? config, string key, string path) => Value(config, key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        var other => throw TokenizerFolder.Bad(path, $"'{key}' is '{other}'; expected true or false"),
    };

    // a token is its text, or an object that holds it
    private static string? Content(JsonElement? json, string key) => Value(json, key) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } token when token.TryGetProperty("content", out var content) => content.GetString(),
        _ => null,
    };

    private static List<AddedToken> ReadAdded(JsonElement? config, string path)
    {
        var tokens = new List<AddedToken>();
        if (Value(config, "added_tokens_decoder") is { ValueKind: JsonValueKind.Object } decoder)
        {
            foreach (var entry in decoder.EnumerateObject())
            {
                if (!int.TryParse(entry.Name, out var id))
                {
                    throw TokenizerFolder.Bad(path, $"'added_tokens_decoder' holds the key '{entry.Name}'; expected a vocabulary index");
                }

                tokens.Add(AddedTokenJson.Read(entry.Value, id, path));
            }
        }

        return tokens;
    }
}
