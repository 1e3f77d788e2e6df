using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using MlOps.Diagnostics;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the tokenizer files of a model folder.</summary>
internal static class TokenizerFolder
{
    private const string JsonFile = "tokenizer.json";
    private const string WordPieceFile = "vocab.txt";
    private const string BytePairFile = "vocab.json";

    /// <summary>All files that may be read, but for the model's <c>config.json</c>.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
        [JsonFile, WordPieceFile, BytePairFile, MergesFile.Name, "tokenizer_config.json", "special_tokens_map.json", .. SentencePieceFile.Names];

    /// <summary>Reads the first of the files that is there; <c>tokenizer_config.json</c> overrides the normalizer, as in transformers.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="MlOpsException">MLOPS2002 or MLOPS2008.</exception>
    public static TokenizerParts Read(string folder)
    {
        var config = TokenizerConfig.Read(folder);
        string? Present(string name) => Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;
        if (Present(JsonFile) is { } json)
        {
            return TokenizerJson.Read(json, config);
        }

        if (Present(WordPieceFile) is { } words)
        {
            return VocabularyFile.Read(words, config);
        }

        if (Present(BytePairFile) is { } bytePairs)
        {
            return MergesFile.Read(bytePairs, Present(MergesFile.Name), config);
        }

        if (SentencePieceFile.Names.Select(Present).FirstOrDefault(path => path is not null) is { } pieces)
        {
            return SentencePieceFile.Read(pieces, config);
        }

        throw new MlOpsException(
            Rules.MissingInput, new(Printed(folder)), $"the folder holds none of {string.Join(", ", FileNames.Except(["tokenizer_config.json", "special_tokens_map.json"]))}; expected a Hugging Face tokenizer");
    }

    /// <summary>Reads a JSON file of the folder.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: it is not JSON in UTF-8.</exception>
    public static JsonPart ReadJson(string path)
    {
        var bytes = File.ReadAllBytes(path).AsMemory();
        if (!Utf8.IsValid(bytes.Span))
        {
            throw Bad(path, "the file is not UTF-8; expected what transformers saved");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
            return new(document.RootElement.Clone(), path);
        }
        catch (JsonException notJson)
        {
            var (line, column) = ((int)(notJson.LineNumber ?? 0) + 1, (int)(notJson.BytePositionInLine ?? 0) + 1);
            throw new MlOpsException(Rules.BadTokenizer, new(Printed(path), line, column), "the file is not JSON; expected what transformers saved", notJson);
        }
    }

    /// <summary>The failure that a tokenizer file holds something wrong or unknown.</summary>
    public static MlOpsException Bad(string path, string message) => new(Rules.BadTokenizer, new(Printed(path)), message);

    /// <summary>A path as messages print it.</summary>
    public static string Printed(string path) => path.Replace('\\', '/');
}
