using MlOps.Text.Tokenizers.Decoders;
using MlOps.Text.Tokenizers.Normalizers;
using MlOps.Text.Tokenizers.PreTokenizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>
/// Reads a <c>tokenizer.json</c>. Truncation and padding that it may ask for are the caller's business and passed over,
/// as in transformers; any other part that is not known here is an error that names it.
/// </summary>
internal static class TokenizerJson
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">The settings beside it, which override parts as transformers does.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public static TokenizerParts Read(string path, TokenizerConfig config)
    {
        var root = TokenizerFolder.ReadJson(path);
        var (model, tokens) = ModelJson.Read(root.Find("model") ?? throw root.Bad("it holds no 'model'"));
        IReadOnlyList<AddedToken> listed = root.Find("added_tokens") is null
            ? []
            : [.. root.Items("added_tokens").Select(token => AddedTokenJson.Read(token, token.FindWhole("id") ?? throw token.Bad("an added token has no 'id'")))];
        AddedToken[] added = [.. listed, .. config.Added.Where(token => listed.All(other => other.Content != token.Content))];
        var vocabulary = new Vocabulary(tokens, added);
        var special = new SpecialTokens(config, vocabulary.IdOf, path);
        return new()
        {
            Source = TokenizerFolder.Printed(path),
            Vocabulary = vocabulary,
            AddedTokens = [.. added, .. special.Unlisted(added)],
            Normalizer = root.Find("normalizer") is { } normalizer ? new NormalizerJson(config).Read(normalizer) : new SequenceNormalizer([]),
            PreTokenizer = root.Find("pre_tokenizer") is { } preTokenizer ? new PreTokenizerJson(config).Read(preTokenizer) : new SequencePreTokenizer([]),
            Model = model,
            Templates = root.Find("post_processor") is { } postProcessor ? PostProcessorJson.Read(postProcessor) : Templates.None,
            Decoder = root.Find("decoder") is { } decoder ? DecoderJson.Read(decoder) : new SpaceDecoder(),
            CleansUpSpaces = config.CleansUpSpaces,
            PaddingId = special.Padding,
            MaskId = special.Mask,
            EndOfTextId = special.EndOfText,
        };
    }
}
