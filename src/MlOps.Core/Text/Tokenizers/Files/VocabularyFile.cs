using MlOps.Text.Tokenizers.Decoders;
using MlOps.Text.Tokenizers.Models;
using MlOps.Text.Tokenizers.Normalizers;
using MlOps.Text.Tokenizers.PreTokenizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Makes BERT's tokenizer from <c>vocab.txt</c>: one token a line, its index the number of the line counted from 0.</summary>
internal static class VocabularyFile
{
    private const int MaxWordCharacters = 100;
    private const string Prefix = "##";

    /// <summary>Reads the file.</summary>
    /// <param name="path">The vocabulary.</param>
    /// <param name="config">The settings beside it.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008: a special token is not in the vocabulary.</exception>
    public static TokenizerParts Read(string path, TokenizerConfig config)
    {
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = 0;
        foreach (var line in File.ReadLines(path))
        {
            tokens[line.TrimEnd()] = lines++;
        }

        var vocabulary = new Vocabulary(tokens, config.Added);
        int IdOf(string token) => vocabulary.IdOf(token)
            ?? throw TokenizerFolder.Bad(path, $"the special token '{token}' is not in the vocabulary; expected it on a line of its own");

        var (start, separator) = (config.Start ?? "[CLS]", config.Separator ?? "[SEP]");
        var (padding, unknown, mask) = (config.Padding ?? "[PAD]", config.Unknown ?? "[UNK]", config.Mask ?? "[MASK]");
        var known = config.Added.Select(token => token.Content).ToHashSet(StringComparer.Ordinal);
        string[] special = [start, separator, padding, unknown, mask];
        var lowercase = config.Lowercase ?? true;
        return new()
        {
            Source = TokenizerFolder.Printed(path),
            Vocabulary = vocabulary,
            AddedTokens =
            [
                .. config.Added,
                .. special.Where(token => vocabulary.IdOf(token) is not null && known.Add(token)).Select(token => new AddedToken(token, IdOf(token), IsSpecial: true)),
            ],
            Normalizer = new BertNormalizer(
                cleanText: true, spaceIdeographs: config.SpaceIdeographs ?? true, stripAccents: config.StripAccents ?? lowercase, lowercase),
            PreTokenizer = WordClassPreTokenizer.Bert,
            Model = new WordPiece(tokens, IdOf(unknown), Prefix, MaxWordCharacters),
            Templates = Templates.Bert(IdOf(start), IdOf(separator)),
            Decoder = new WordPieceDecoder(Prefix, cleansUp: true),
            CleansUpSpaces = config.CleansUpSpaces,
            PaddingId = IdOf(padding),
            MaskId = vocabulary.IdOf(mask),
            EndOfTextId = config.EndOfText is { } end ? vocabulary.IdOf(end) : null,
        };
    }
}
