using System.Text.Json;
using MlOps.Text.Tokenizers.Decoders;
using MlOps.Text.Tokenizers.Models;
using MlOps.Text.Tokenizers.Normalizers;
using MlOps.Text.Tokenizers.PreTokenizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Makes GPT-2's or RoBERTa's tokenizer from <c>vocab.json</c> and <c>merges.txt</c>, one merge a line.</summary>
internal static class MergesFile
{
    /// <summary>Name of the file of merges.</summary>
    public const string Name = "merges.txt";

    private static readonly string[] Gpt2Types = ["gpt2", "gpt_neo", "gptj", "gpt_bigcode"];
    private static readonly string[] RobertaTypes = ["roberta", "roberta-prelayernorm", "bart", "longformer"];

    /// <summary>Reads the files.</summary>
    /// <param name="path">vocab.json.</param>
    /// <param name="mergesPath">merges.txt; null where it is absent.</param>
    /// <param name="config">The settings beside them.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public static TokenizerParts Read(string path, string? mergesPath, TokenizerConfig config)
    {
        if (mergesPath is null)
        {
            throw TokenizerFolder.Bad(path, $"there is no '{Name}' beside it; expected both, or a tokenizer.json");
        }

        var root = TokenizerFolder.ReadJson(path);
        var tokens = root.Element.ValueKind == JsonValueKind.Object ? root.AsVocabulary() : throw root.Bad("it is no object of tokens and their indices");
        var merges = new MergesReader(tokens, prefix: "", mergesPath);
        foreach (var line in File.ReadLines(mergesPath).Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal)))
        {
            merges.Add(line);
        }

        var isRoberta = IsRoberta(config, tokens, path);
        var added = AddedTokens(config, tokens, isRoberta);
        var vocabulary = new Vocabulary(tokens, added);
        var special = new SpecialTokens(config, vocabulary.IdOf, path);
        return new()
        {
            Source = TokenizerFolder.Printed(path),
            Vocabulary = vocabulary,
            AddedTokens = [.. added, .. special.Unlisted(added)],
            Normalizer = new SequenceNormalizer([]),
            PreTokenizer = new ByteLevelPreTokenizer(config.AddPrefixSpace ?? false, cuts: true),
            Model = new BytePairEncoding(tokens, merges.Rules, new()),
            Templates = isRoberta
                ? Templates.Roberta(special.Need("start", config.Start ?? "<s>"), special.Need("separator", config.Separator ?? "</s>")) with { TrimsPlaces = true }
                : Templates.None,
            Decoder = new ByteLevelDecoder(),
            CleansUpSpaces = config.CleansUpSpaces,
            PaddingId = special.Padding,
            MaskId = special.Mask,
            EndOfTextId = special.EndOfText,
        };
    }

    private static bool IsRoberta(TokenizerConfig config, Dictionary<string, int> tokens, string path) => config.ModelType switch
    {
        null => config.Start is not null || (tokens.ContainsKey("<s>") && tokens.ContainsKey("</s>")),
        var type when RobertaTypes.Contains(type) => true,
        var type when Gpt2Types.Contains(type) => false,
        var other => throw TokenizerFolder.Bad(
            path, $"it belongs to a model of type '{other}', whose words mlops does not know; expected a tokenizer.json beside it, which transformers saves"),
    };

    private static List<AddedToken> AddedTokens(TokenizerConfig config, Dictionary<string, int> tokens, bool isRoberta)
    {
        var added = config.Added.ToList();
        string[] usual = isRoberta ? ["<s>", "<pad>", "</s>", "<unk>", "<mask>"] : ["<|endoftext|>"];
        foreach (var token in usual.Where(token => added.All(other => other.Content != token)))
        {
            if (tokens.TryGetValue(token, out var id))
            {
                // the space before a mask belongs to it, so that it stands for a word with its space
                added.Add(new(token, id, IsSpecial: true) { StripLeft = token == "<mask>" });
            }
        }

        return added;
    }
}
