using System.Buffers;
using MlOps.Text.Unicode;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Letters and their accents in one character, Unicode's normal form C.</summary>
internal sealed class Nfc : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ArrayBufferWriter<char> into) => into.Write(CanonicalForm.Compose(text.ToString()));
}
