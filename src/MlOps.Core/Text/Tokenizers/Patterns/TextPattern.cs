namespace MlOps.Text.Tokenizers.Patterns;

/// <summary>A text as it stands.</summary>
/// <param name="content">What to look for; at least one character.</param>
internal sealed class TextPattern(string content) : Pattern
{
    protected override List<TextSpan> Find(ReadOnlySpan<char> text)
    {
        var found = new List<TextSpan>();
        var from = 0;
        while (text[from..].IndexOf(content, StringComparison.Ordinal) is >= 0 and var offset)
        {
            from += offset + content.Length;
            found.Add(new(from - content.Length, from));
        }

        return found;
    }
}
