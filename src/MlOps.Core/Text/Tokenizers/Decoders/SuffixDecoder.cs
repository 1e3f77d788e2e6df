namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Reads the mark at the end of words as a space; the last word has none after it.</summary>
/// <param name="suffix">Ends a word: <c>&lt;/w&gt;</c>.</param>
internal sealed class SuffixDecoder(string suffix) : Decoder
{
    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) =>
        [.. tokens.Select((token, place) => token.Replace(suffix, place == tokens.Count - 1 ? "" : " ", StringComparison.Ordinal))];
}
