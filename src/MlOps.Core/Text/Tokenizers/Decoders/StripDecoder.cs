namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Takes a character off the ends of each token.</summary>
/// <param name="content">The character.</param>
/// <param name="start">At most as many at the start.</param>
/// <param name="end">At most as many at the end.</param>
internal sealed class StripDecoder(char content, int start, int end) : Decoder
{
    public override IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) => [.. tokens.Select(Strip)];

    private string Strip(string token)
    {
        var from = 0;
        while (from < Math.Min(start, token.Length) && token[from] == content)
        {
            from++;
        }

        var to = token.Length;
        while (to > Math.Max(from, token.Length - end) && token[to - 1] == content)
        {
            to--;
        }

        return token[from..to];
    }
}
