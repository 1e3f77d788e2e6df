namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Puts all tokens together, so that the next decoder sees one text.</summary>
internal sealed class FuseDecoder : Decoder
{
    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) => [string.Concat(tokens)];
}
