using System.Buffers;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Changes a text before it is split into words.</summary>
internal abstract class Normalizer
{
    /// <summary>Appends the normalized text.</summary>
    /// <param name="text">The text as it came.</param>
    /// <param name="into">Receives the result; what it holds already stays.</param>
    public abstract void Normalize(ReadOnlySpan<char> text, ArrayBufferWriter<char> into);
}
