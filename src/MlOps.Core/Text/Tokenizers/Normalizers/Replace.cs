using MlOps.Text.Tokenizers.Patterns;

namespace MlOps.Text.Tokenizers.Normalizers;

/// <summary>Replaces what a pattern finds.</summary>
/// <param name="pattern">What to look for.</param>
/// <param name="content">What to write instead.</param>
internal sealed class Replace(Pattern pattern, string content) : Normalizer
{
    public override AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text, text.Length);
        foreach (var (start, end, isMatch) in pattern.Cut(text.Characters))
        {
            if (!isMatch)
            {
                builder.AppendRange(start, end - start);
            }
            else if (text.Length > 0)
            {
                builder.Append(content, end > start ? text.OriginOf(start, end) : text.OriginOf(Math.Min(start, text.Length - 1)));
            }
        }

        return builder.Build();
    }
}
