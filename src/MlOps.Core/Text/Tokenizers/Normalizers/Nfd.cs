using System.Buffers;
using MlOps.Text.Unicode;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Letters and their accents apart, Unicode's normal form D.</summary>
internal sealed class Nfd : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ArrayBufferWriter<char> into) => CanonicalForm.Decompose(text, into);
}
