using System.Buffers;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Normalizers applied one after the other; none leaves the text as it is.</summary>
/// <param name="steps">In the order of their application.</param>
internal sealed class SequenceNormalizer(IReadOnlyList<Normalizer> steps) : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ArrayBufferWriter<char> into)
    {
        foreach (var step in steps)
        {
            var result = new ArrayBufferWriter<char>(Math.Max(1, text.Length));
            step.Normalize(text, result);
            text = result.WrittenSpan;
        }

        into.Write(text);
    }
}
