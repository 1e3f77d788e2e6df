using System.Globalization;
using System.Text.Json;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>What <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c> and <c>config.json</c> say; null where they are silent.</summary>
internal sealed record TokenizerConfig
{
    /// <summary>Make letters small.</summary>
    public bool? Lowercase { get; private init; }

    /// <summary>Remove accents; where nothing is said, exactly when letters are made small.</summary>
    public bool? StripAccents { get; private init; }

    /// <summary>Make each Chinese character a word.</summary>
    public bool? SpaceIdeographs { get; private init; }

    /// <summary>Put a space before a text that has none.</summary>
    public bool? AddPrefixSpace { get; private init; }

    /// <summary>Take the spaces before punctuation out of a decoded text.</summary>
    public bool CleansUpSpaces { get; private init; }

    /// <summary>Text of the special tokens.</summary>
    public string? Start { get; private init; }

    /// <inheritdoc cref="Start"/>
    public string? Separator { get; private init; }

    /// <inheritdoc cref="Start"/>
    public string? Padding { get; private init; }

    /// <inheritdoc cref="Start"/>
    public string? Unknown { get; private init; }

    /// <inheritdoc cref="Start"/>
    public string? Mask { get; private init; }

    /// <inheritdoc cref="Start"/>
    public string? EndOfText { get; private init; }

    /// <summary>Tokens added to the vocabulary, from <c>added_tokens_decoder</c>.</summary>
    public IReadOnlyList<AddedToken> Added { get; private init; } = [];

    /// <summary>The family of the model, such as <c>roberta</c>.</summary>
    public string? ModelType { get; private init; }

    /// <summary>Reads the files of a folder; each may be absent.</summary>
    /// <param name="folder">The model's folder.</param>
    public static TokenizerConfig Read(string folder)
    {
        var config = Open(folder, "tokenizer_config.json");
        var map = Open(folder, "special_tokens_map.json");
        string? Token(string key) => Content(config, key) ?? Content(map, key);
        return new()
        {
            Lowercase = config?.FindFlag("do_lower_case"),
            StripAccents = config?.FindFlag("strip_accents"),
            SpaceIdeographs = config?.FindFlag("tokenize_chinese_chars"),
            AddPrefixSpace = config?.FindFlag("add_prefix_space"),
            CleansUpSpaces = config?.FindFlag("clean_up_tokenization_spaces") ?? false,
            Start = Token("cls_token"),
            Separator = Token("sep_token"),
            Padding = Token("pad_token"),
            Unknown = Token("unk_token"),
            Mask = Token("mask_token"),
            EndOfText = Token("eos_token"),
            Added = ReadAdded(config),
            ModelType = Open(folder, "config.json")?.FindText("model_type"),
        };
    }

    private static JsonPart? Open(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? TokenizerFolder.ReadJson(path) : null;
    }

    // a token is its text, or an object that holds it
    private static string? Content(JsonPart? json, string key) => json?.Find(key) switch
    {
        { Element.ValueKind: JsonValueKind.String } text => text.AsText(key),
        { Element.ValueKind: JsonValueKind.Object } token => token.FindText("content"),
        _ => null,
    };

    private static List<AddedToken> ReadAdded(JsonPart? config)
    {
        var tokens = new List<AddedToken>();
        if (config?.Find("added_tokens_decoder") is { Element.ValueKind: JsonValueKind.Object } decoder)
        {
            foreach (var entry in decoder.Element.EnumerateObject())
            {
                if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id >= JsonPart.MostIndices)
                {
                    throw decoder.Bad($"'added_tokens_decoder' holds the key '{entry.Name}'; expected a vocabulary index");
                }

                tokens.Add(AddedTokenJson.Read(decoder with { Element = entry.Value }, id));
            }
        }

        return tokens;
    }
}
