using MlOps.Text.Tokenizers.Decoders;
using MlOps.Text.Tokenizers.Models;
using MlOps.Text.Tokenizers.Normalizers;
using MlOps.Text.Tokenizers.PreTokenizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Makes the tokenizers of CamemBERT and XLM-RoBERTa from the model that SentencePiece trained.</summary>
internal static class SentencePieceFile
{
    private const string Mark = "▁";
    private const int UnknownId = 3; // of both families, whatever SentencePiece had

    /// <summary>Names that such a file has.</summary>
    public static IReadOnlyList<string> Names { get; } = ["sentencepiece.bpe.model", "spiece.model"];

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">The settings beside it.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public static TokenizerParts Read(string path, TokenizerConfig config)
    {
        var trained = SentencePieceModel.Read(path);
        if (!trained.IsUnigram)
        {
            throw TokenizerFolder.Bad(path, "SentencePiece trained a model that is no Unigram; expected a tokenizer.json beside it, which transformers saves");
        }

        var pieces = Arrange(trained.Pieces, config.ModelType, path);
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < pieces.Count; id++)
        {
            tokens[pieces[id].Token] = id;
        }

        var special = new SpecialTokens(config, token => tokens.TryGetValue(token, out var id) ? id : null, path);
        AddedToken[] added =
        [
            .. config.Added,
            .. ((string[])["<s>", "<pad>", "</s>", "<unk>", "<mask>"]).Where(token => config.Added.All(other => other.Content != token))
                .Select(token => new AddedToken(token, special.Need("special", token), IsSpecial: true) { StripLeft = token == "<mask>" }),
        ];
        return new()
        {
            Source = TokenizerFolder.Printed(path),
            Vocabulary = new(tokens, added),
            AddedTokens = added,
            Normalizer = new SequenceNormalizer(trained.Rules is { } rules ? [new PrecompiledNormalizer(rules)] : []),
            PreTokenizer = new SequencePreTokenizer([WordClassPreTokenizer.WhitespaceSplit, new MetaspacePreTokenizer(Mark, PrependScheme.Always, cuts: true)]),
            Model = new Unigram(pieces, UnknownId, fallsBackToBytes: false),
            Templates = Templates.Roberta(special.Need("start", config.Start ?? "<s>"), special.Need("end", config.Separator ?? "</s>")),
            Decoder = new MetaspaceDecoder(Mark, isPrepended: true),
            CleansUpSpaces = config.CleansUpSpaces,
            PaddingId = special.Padding,
            MaskId = special.Mask,
            EndOfTextId = special.EndOfText,
        };
    }

    // both families put their own special tokens before the pieces
    private static List<(string Token, double Score)> Arrange(IReadOnlyList<(string Token, double Score)> pieces, string? modelType, string path) => modelType switch
    {
        "camembert" => [("<s>NOTUSED", 0), ("<pad>", 0), ("</s>NOTUSED", 0), ("<unk>", 0), ("<unk>NOTUSED", -100), .. pieces.Skip(1), ("<mask>", 0)],
        "xlm-roberta" => [("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0), .. pieces.Skip(3), ("<mask>", 0)],
        _ => throw TokenizerFolder.Bad(
            path, $"it belongs to a model of type '{modelType ?? "unknown"}'; mlops reads those of camembert and xlm-roberta; expected a tokenizer.json beside it, which transformers saves"),
    };
}
