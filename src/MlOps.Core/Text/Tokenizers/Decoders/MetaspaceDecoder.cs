namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Reads the mark as a space, but not at the start of the text where one is set there.</summary>
/// <param name="mark">Stands for a space: <c>▁</c>.</param>
/// <param name="isPrepended">Texts get a mark at their start.</param>
internal sealed class MetaspaceDecoder(string mark, bool isPrepended) : Decoder
{
    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) =>
        [.. tokens.Select((token, place) => token.Replace(mark, place == 0 && isPrepended ? "" : " ", StringComparison.Ordinal))];
}
