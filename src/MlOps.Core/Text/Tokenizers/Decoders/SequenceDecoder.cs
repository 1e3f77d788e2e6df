namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Decoders applied one after the other.</summary>
/// <param name="steps">In the order of their application.</param>
internal sealed class SequenceDecoder(IReadOnlyList<Decoder> steps) : Decoder
{
    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) => steps.Aggregate(tokens, (texts, step) => step.Decode(texts));
}
