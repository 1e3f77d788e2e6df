namespace MlOps.Text.Tokenizers.Patterns;

/// <summary>Something to look for in a text.</summary>
internal abstract class Pattern
{
    /// <summary>Cuts a text into what is found and what is not, in order and without gaps.</summary>
    /// <param name="text">Any text.</param>
    public List<PatternPart> Cut(ReadOnlySpan<char> text)
    {
        var parts = new List<PatternPart>();
        foreach (var (start, end) in Find(text))
        {
            AddGap(start, parts);
            parts.Add(new(start, end, true));
        }

        AddGap(text.Length, parts);
        return parts;
    }

    /// <summary>The matches, from left to right; none overlaps another.</summary>
    protected abstract List<TextSpan> Find(ReadOnlySpan<char> text);

    private static void AddGap(int end, List<PatternPart> into)
    {
        var start = into.Count > 0 ? into[^1].End : 0;
        if (end > start)
        {
            into.Add(new(start, end, false));
        }
    }
}
