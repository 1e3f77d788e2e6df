using System.Text.RegularExpressions;

namespace MlOps.Inference.Explain;

/// <summary>Cuts texts into the parts that an explanation speaks of.</summary>
internal static partial class TextParts
{
    /// <summary>
    /// The words of a text, in order: runs of letters and digits with the apostrophes and hyphens inside of them, runs of other signs, marks of redaction such as <c>[EMAIL]</c>; in scripts
    /// without spaces each character.
    /// </summary>
    /// <param name="text">A prepared text.</param>
    public static IReadOnlyList<Range> Words(string text) => [.. Word().Matches(text).Select(match => match.Index..(match.Index + match.Length))];

    /// <summary>Neighbours together, so that there are not more parts than asked for.</summary>
    /// <param name="words">Words, in order.</param>
    /// <param name="most">At least 1.</param>
    public static IReadOnlyList<Range> Group(IReadOnlyList<Range> words, int most)
    {
        var size = (words.Count + most - 1) / most;
        return size <= 1 ? words : [.. words.Chunk(size).Select(group => group[0].Start..group[^1].End)];
    }

    [GeneratedRegex(@"\[[A-Z]+(?:-[A-Z]+)*\]|[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]\p{M}*|[\p{L}\p{M}\p{N}_]+(?:['’-][\p{L}\p{M}\p{N}_]+)*|[^\s\p{L}\p{M}\p{N}_]+")]
    private static partial Regex Word();
}
