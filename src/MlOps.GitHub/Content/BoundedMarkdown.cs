using System.Text;

namespace MlOps.GitHub.Content;

/// <summary>Puts parts of Markdown together up to GitHub's limit: whole parts as long as they fit, then whole lines, then a note.</summary>
internal static class BoundedMarkdown
{
    /// <summary>Puts them together.</summary>
    /// <param name="parts">Parts that each end with a line feed.</param>
    /// <param name="end">What stands at the end in any case, with a line feed.</param>
    /// <param name="maxBytes">Most bytes of UTF-8.</param>
    public static string Join(IReadOnlyList<string> parts, string end = "", int maxBytes = GitHubLimits.BodyBytes)
    {
        var whole = string.Concat(parts) + end;
        if (Bytes(whole) <= maxBytes)
        {
            return whole;
        }

        var room = maxBytes - Bytes(Note(int.MaxValue)) - Bytes(end);
        var kept = new StringBuilder();
        var left = 0;
        foreach (var line in parts.SelectMany(Lines))
        {
            room -= Bytes(line);
            if (room >= 0)
            {
                _ = kept.Append(line);
            }
            else
            {
                (room, left) = (-1, left + 1);
            }
        }

        return $"{kept}{Note(left)}{end}";
    }

    private static string Note(int lines) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\n_{lines:N0} more lines: GitHub shows no more than 65,535 characters here. The whole report is `report.html` of the run._\n");

    private static IEnumerable<string> Lines(string part) => part.Split('\n').SkipLast(1).Select(line => line + "\n");

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
