using System.Text;
using MlOps.Text.Tokenizers.Patterns;

namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Replaces in each token what a pattern finds.</summary>
/// <param name="pattern">What to look for.</param>
/// <param name="content">What to write instead.</param>
internal sealed class ReplaceDecoder(Pattern pattern, string content) : Decoder
{
    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) => [.. tokens.Select(Replace)];

    private string Replace(string token)
    {
        var text = new StringBuilder(token.Length);
        foreach (var (start, end, isMatch) in pattern.Cut(token))
        {
            _ = isMatch ? text.Append(content) : text.Append(token, start, end - start);
        }

        return text.ToString();
    }
}
