namespace MlOps.Text.Cleaning;

/// <summary>Groups of ASCII digits that follow each other with at most two separators between them: <c>(020) 7946-0958</c> has three.</summary>
internal static class DigitGroups
{
    /// <summary>Reads the groups at the first digit at or after a place.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="from">The place to start from.</param>
    /// <param name="separators">What may stand between two groups.</param>
    /// <param name="groups">Receives start and end of each group, at most as many as fit.</param>
    /// <returns>Number of groups; 0 when there are no digits any more.</returns>
    public static int Read(string text, int from, ReadOnlySpan<char> separators, Span<(int Start, int End)> groups)
    {
        var count = 0;
        var offset = text.AsSpan(from).IndexOfAnyInRange('0', '9');
        var start = from + offset;
        while (offset >= 0 && count < groups.Length)
        {
            var length = text.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
            var end = length < 0 ? text.Length : start + length;
            groups[count++] = (start, end);

            var gap = text.AsSpan(end).IndexOfAnyExcept(separators);
            start = end + gap;
            if (gap is < 1 or > 2 || !char.IsAsciiDigit(text[start]))
            {
                break;
            }
        }

        return count;
    }

    /// <summary>True when the digits from one place to another make no part of a longer word.</summary>
    public static bool StandAlone(string text, int start, int end) =>
        (start == 0 || !(char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '_'))
        && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] == '_'));
}
