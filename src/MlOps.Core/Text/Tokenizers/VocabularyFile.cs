using MlOps.Text.Tokenizers.Normalizers;

namespace MlOps.Text.Tokenizers;

/// <summary>Makes BERT's tokenizer from <c>vocab.txt</c>: one token a line, its index the number of the line counted from 0.</summary>
internal static class VocabularyFile
{
    private const int MaxWordCharacters = 100;

    /// <summary>Reads the file.</summary>
    /// <param name="path">The vocabulary.</param>
    /// <param name="config">The settings beside it.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008: a special token is not in the vocabulary.</exception>
    public static TokenizerParts Read(string path, TokenizerConfig config)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = 0;
        foreach (var line in File.ReadLines(path))
        {
            vocabulary[line.TrimEnd()] = lines++;
        }

        foreach (var token in config.Added)
        {
            vocabulary[token.Content] = token.Id;
        }

        int IdOf(string token) => vocabulary.TryGetValue(token, out var id)
            ? id
            : throw TokenizerFolder.Bad(path, $"the special token '{token}' is not in the vocabulary; expected it on a line of its own");

        var (start, separator) = (IdOf(config.Start), IdOf(config.Separator));
        string[] special = [config.Start, config.Separator, config.Padding, config.Unknown, config.Mask];
        var known = config.Added.Select(token => token.Content).ToHashSet(StringComparer.Ordinal);
        var lowercase = config.Lowercase ?? true;
        return new()
        {
            AddedTokens =
            [
                .. config.Added,
                .. special.Where(token => vocabulary.ContainsKey(token) && known.Add(token)).Select(token => AddedToken.Special(token, IdOf(token))),
            ],
            Normalizer = new BertNormalizer(
                cleanText: true, spaceIdeographs: config.SpaceIdeographs ?? true, stripAccents: config.StripAccents ?? lowercase, lowercase),
            PreTokenizer = PreTokenizer.Bert,
            Model = new(vocabulary, IdOf(config.Unknown), "##", MaxWordCharacters),
            Single = Template.BertSingle(start, separator),
            Pair = Template.BertPair(start, separator),
            VocabularySize = vocabulary.Values.Max() + 1,
            PaddingId = IdOf(config.Padding),
        };
    }
}
