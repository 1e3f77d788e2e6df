namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Puts a space before every token that starts a word.</summary>
/// <param name="prefix">Marks a token that doesn't.</param>
/// <param name="cleansUp">Take the spaces before punctuation out again.</param>
internal sealed class WordPieceDecoder(string prefix, bool cleansUp) : Decoder
{
    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) =>
        [.. tokens.Select((token, place) => place == 0 ? token : Continue(token)).Select(token => cleansUp ? SpaceCleanup.Apply(token) : token)];

    private string Continue(string token) => token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : $" {token}";
}
