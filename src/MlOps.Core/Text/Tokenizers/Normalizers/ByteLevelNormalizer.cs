using System.Text;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Writes each byte of the text's UTF-8 as one character of the <see cref="ByteMap"/>.</summary>
internal sealed class ByteLevelNormalizer : Normalizer
{
    public override AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text, Encoding.UTF8.GetByteCount(text.Characters));
        ByteText.Append(text, 0, text.Length, builder);
        return builder.Build();
    }
}
