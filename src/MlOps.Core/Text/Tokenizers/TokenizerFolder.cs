using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Text.Tokenizers;

/// <summary>Reads the tokenizer files of a model folder.</summary>
internal static class TokenizerFolder
{
    /// <summary>Reads <c>tokenizer.json</c>, else <c>vocab.txt</c>; <c>tokenizer_config.json</c> overrides the normalizer, as in transformers.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="MlOpsException">MLOPS2002 or MLOPS2008.</exception>
    public static Tokenizer Load(string folder)
    {
        var config = TokenizerConfig.Read(folder);
        var json = Path.Combine(folder, "tokenizer.json");
        if (File.Exists(json))
        {
            return new(TokenizerJson.Read(json, config));
        }

        var vocabulary = Path.Combine(folder, "vocab.txt");
        if (File.Exists(vocabulary))
        {
            return new(VocabularyFile.Read(vocabulary, config));
        }

        throw new MlOpsException(Rules.MissingInput, new(Printed(folder)), "the folder holds neither 'tokenizer.json' nor 'vocab.txt'; expected a Hugging Face tokenizer");
    }

    /// <summary>Reads a JSON file of the folder.</summary>
    /// <exception cref="MlOpsException">MLOPS2008: it is not JSON.</exception>
    public static JsonElement ReadJson(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.Clone();
        }
        catch (JsonException notJson)
        {
            var (line, column) = ((int)(notJson.LineNumber ?? 0) + 1, (int)(notJson.BytePositionInLine ?? 0) + 1);
            throw new MlOpsException(Rules.BadTokenizer, new(Printed(path), line, column), "the file is not JSON; expected what transformers saved", notJson);
        }
    }

    /// <summary>The failure that a tokenizer file holds something wrong or unknown.</summary>
    public static MlOpsException Bad(string path, string message) => new(Rules.BadTokenizer, new(Printed(path)), message);

    private static string Printed(string path) => path.Replace('\\', '/');
}
