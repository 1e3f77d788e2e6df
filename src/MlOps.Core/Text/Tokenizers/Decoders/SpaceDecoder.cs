namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Puts a space between tokens: what is done where a tokenizer names no decoder.</summary>
internal sealed class SpaceDecoder : Decoder
{
    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) => [string.Join(' ', tokens)];
}
