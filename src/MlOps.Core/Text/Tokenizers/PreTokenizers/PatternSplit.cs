using MlOps.Text.Tokenizers.Patterns;

namespace MlOps.Text.Tokenizers.PreTokenizers;

/// <summary>Cuts a text wherever a pattern is found.</summary>
/// <param name="pattern">What to look for.</param>
/// <param name="behavior">What becomes of it.</param>
/// <param name="inverted">The pattern finds the words, and what is between them cuts.</param>
internal sealed class PatternSplit(Pattern pattern, SplitBehavior behavior, bool inverted = false) : PreTokenizer
{
    public override void Split(AlignedText text, List<AlignedText> into)
    {
        var parts = pattern.Cut(text.Characters);
        if (inverted)
        {
            parts = parts.ConvertAll(part => part with { IsMatch = !part.IsMatch });
        }

        foreach (var (start, end, isMatch) in Join(parts))
        {
            if (end > start && !(isMatch && behavior == SplitBehavior.Removed))
            {
                into.Add(text.Slice(start, end - start));
            }
        }
    }

    private List<PatternPart> Join(List<PatternPart> parts)
    {
        switch (behavior)
        {
            case SplitBehavior.Contiguous:
                return JoinWhere(parts, (before, part) => before == part.IsMatch);
            case SplitBehavior.MergedWithPrevious:
                return JoinWhere(parts, (before, part) => part.IsMatch && !before);
            case SplitBehavior.MergedWithNext:
                // the same from the end
                parts.Reverse();
                var joined = JoinWhere(parts, (before, part) => part.IsMatch && !before);
                joined.Reverse();
                return joined;
            case SplitBehavior.Removed or SplitBehavior.Isolated:
                return parts;
            default:
                throw new InvalidOperationException($"no such behavior: {behavior}");
        }
    }

    // joins a part to the one before it; the first argument of the question tells whether that one was found by the pattern
    private static List<PatternPart> JoinWhere(List<PatternPart> parts, Func<bool, PatternPart, bool> joins)
    {
        var joined = new List<PatternPart>(parts.Count);
        var before = false;
        foreach (var part in parts)
        {
            if (joined.Count > 0 && joins(before, part))
            {
                var last = joined[^1];
                joined[^1] = last with { Start = Math.Min(last.Start, part.Start), End = Math.Max(last.End, part.End) };
            }
            else
            {
                joined.Add(part);
            }

            before = part.IsMatch;
        }

        return joined;
    }
}
