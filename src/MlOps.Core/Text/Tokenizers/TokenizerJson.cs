using System.Text.Json;
using MlOps.Text.Tokenizers.Normalizers;

namespace MlOps.Text.Tokenizers;

/// <summary>
/// Reads a <c>tokenizer.json</c> of the model WordPiece. Truncation and padding that it may ask for are the caller's business and passed over,
/// as in transformers; any other part that is not known here is an error that names it.
/// </summary>
internal sealed class TokenizerJson
{
    private readonly string _path;
    private readonly JsonElement _root;
    private readonly TokenizerConfig _config;

    private TokenizerJson(string path, TokenizerConfig config)
    {
        _path = path;
        _config = config;
        _root = TokenizerFolder.ReadJson(path);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">The settings beside it, which override a BertNormalizer.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public static TokenizerParts Read(string path, TokenizerConfig config) => new TokenizerJson(path, config).ReadParts();

    private TokenizerParts ReadParts()
    {
        var model = Part(_root, "model") ?? throw Bad("it holds no 'model'");
        if (TypeOf(model, "model") is not "WordPiece" and var other)
        {
            throw Unknown("model", other, "WordPiece");
        }

        var vocabulary = ReadVocabulary(model);
        var addedTokens = ReadAddedTokens();
        foreach (var token in addedTokens)
        {
            _ = vocabulary.TryAdd(token.Content, token.Id);
        }

        var unknownToken = Text(model, "unk_token", "[UNK]");
        if (!vocabulary.TryGetValue(unknownToken, out var unknownId))
        {
            throw Bad($"the unknown token '{unknownToken}' is not in the vocabulary");
        }

        if (!vocabulary.TryGetValue(_config.Padding, out var paddingId))
        {
            throw Bad($"the padding token '{_config.Padding}' is not in the vocabulary");
        }

        var (single, pair) = ReadTemplates();
        return new()
        {
            AddedTokens = addedTokens,
            Normalizer = Part(_root, "normalizer") is { } normalizer ? ReadNormalizer(normalizer) : new SequenceNormalizer([]),
            PreTokenizer = Part(_root, "pre_tokenizer") is { } preTokenizer ? ReadPreTokenizer(preTokenizer) : PreTokenizer.None,
            Model = new(vocabulary, unknownId, Text(model, "continuing_subword_prefix", "##"), Whole(model, "max_input_chars_per_word", 100)),
            Single = single,
            Pair = pair,
            VocabularySize = vocabulary.Values.Max() + 1,
            PaddingId = paddingId,
        };
    }

    private Dictionary<string, int> ReadVocabulary(JsonElement model)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in Need(model, "vocab", JsonValueKind.Object).EnumerateObject())
        {
            vocabulary[entry.Name] = Index(entry.Value, entry.Name);
        }

        return vocabulary;
    }

    private List<AddedToken> ReadAddedTokens() => Part(_root, "added_tokens") is { } tokens
        ? [.. tokens.EnumerateArray().Select(token => AddedTokenJson.Read(token, Whole(token, "id", -1), _path))]
        : [];

    private Normalizer ReadNormalizer(JsonElement part) => TypeOf(part, "normalizer") switch
    {
        "BertNormalizer" => ReadBertNormalizer(part),
        "Lowercase" => new Lowercase(),
        "NFD" => new Nfd(),
        "NFC" => new Nfc(),
        "StripAccents" => new StripMarks(onlyNonspacing: false),
        "Sequence" => new SequenceNormalizer([.. Need(part, "normalizers", JsonValueKind.Array).EnumerateArray().Select(ReadNormalizer)]),
        var other => throw Unknown("normalizer", other, "BertNormalizer, Lowercase, NFC, NFD, Sequence, StripAccents"),
    };

    private BertNormalizer ReadBertNormalizer(JsonElement part)
    {
        var lowercase = _config.Lowercase ?? Flag(part, "lowercase") ?? true;
        return new(
            Flag(part, "clean_text") ?? true,
            _config.SpaceIdeographs ?? Flag(part, "handle_chinese_chars") ?? true,
            _config.StripAccents ?? Flag(part, "strip_accents") ?? lowercase,
            lowercase);
    }

    private PreTokenizer ReadPreTokenizer(JsonElement part) => TypeOf(part, "pre_tokenizer") switch
    {
        "BertPreTokenizer" => PreTokenizer.Bert,
        "Whitespace" => PreTokenizer.Whitespace,
        "WhitespaceSplit" => PreTokenizer.WhitespaceSplit,
        "Digits" => Flag(part, "individual_digits") == true ? PreTokenizer.IndividualDigits : PreTokenizer.Digits,
        "Punctuation" => Text(part, "behavior", "Isolated") == "Isolated"
            ? PreTokenizer.Punctuation
            : throw Unknown("behavior of Punctuation", Text(part, "behavior", ""), "Isolated"),
        "Sequence" => Need(part, "pretokenizers", JsonValueKind.Array).EnumerateArray().Select(ReadPreTokenizer).Aggregate((first, next) => first.Then(next)),
        var other => throw Unknown("pre-tokenizer", other, "BertPreTokenizer, Digits, Punctuation, Sequence, Whitespace, WhitespaceSplit"),
    };

    private (Template Single, Template Pair) ReadTemplates()
    {
        if (Part(_root, "post_processor") is not { } part)
        {
            var (first, second) = (TemplatePart.Text(isSecond: false, 0), TemplatePart.Text(isSecond: true, 1));
            return (new([first]), new([first, second]));
        }

        switch (TypeOf(part, "post_processor"))
        {
            case "TemplateProcessing":
                return (ReadTemplate(part, "single"), ReadTemplate(part, "pair"));
            case "BertProcessing":
                // each is a pair of text and index
                var start = Index(Need(part, "cls", JsonValueKind.Array)[1], "cls");
                var separator = Index(Need(part, "sep", JsonValueKind.Array)[1], "sep");
                return (Template.BertSingle(start, separator), Template.BertPair(start, separator));
            case var other:
                throw Unknown("post-processor", other, "BertProcessing, TemplateProcessing");
        }
    }

    private Template ReadTemplate(JsonElement part, string key)
    {
        var special = Need(part, "special_tokens", JsonValueKind.Object);
        var parts = new List<TemplatePart>();
        foreach (var piece in Need(part, key, JsonValueKind.Array).EnumerateArray())
        {
            if (Part(piece, "Sequence") is { } sequence)
            {
                parts.Add(TemplatePart.Text(Text(sequence, "id", "A") == "B", Whole(sequence, "type_id", 0)));
            }
            else
            {
                var token = Need(piece, "SpecialToken", JsonValueKind.Object);
                var ids = Need(Need(special, Text(token, "id", ""), JsonValueKind.Object), "ids", JsonValueKind.Array);
                parts.AddRange(ids.EnumerateArray().Select(id => TemplatePart.Special(Index(id, key), Whole(token, "type_id", 0))));
            }
        }

        return new(parts);
    }

    private static JsonElement? Part(JsonElement of, string key) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(key, out var part) && part.ValueKind != JsonValueKind.Null ? part : null;

    private static bool? Flag(JsonElement of, string key) => Part(of, key) is { } flag ? flag.ValueKind == JsonValueKind.True : null;

    private static string Text(JsonElement of, string key, string otherwise) =>
        Part(of, key) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : otherwise;

    // files of old versions hold no type for the model
    private static string TypeOf(JsonElement part, string key) => Text(part, "type", key == "model" ? "WordPiece" : "(no type)");

    private int Whole(JsonElement of, string key, int otherwise) => Part(of, key) is { } number ? Index(number, key) : otherwise;

    private int Index(JsonElement number, string of) => number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) && value >= 0
        ? value
        : throw Bad($"'{of}' is '{number}'; expected a whole number");

    private JsonElement Need(JsonElement of, string key, JsonValueKind kind) => Part(of, key) is { } part && part.ValueKind == kind
        ? part
        : throw Bad($"it holds no '{key}' where one is expected");

    private Diagnostics.MlOpsException Unknown(string what, string found, string expected) =>
        Bad($"its {what} is '{found}'; mlops knows {expected}");

    private Diagnostics.MlOpsException Bad(string message) => TokenizerFolder.Bad(_path, message);
}
