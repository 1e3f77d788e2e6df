using System.Globalization;
using System.Text;
using MlOps.Diagnostics;

namespace MlOps.Reporting.Ci;

/// <summary>Writes annotations as GitHub's workflow commands: for a token that may write no check, the lines of the log are enough.</summary>
/// <remarks>GitHub's documentation: "Workflow commands for GitHub Actions"; the escapes are those of its toolkit.</remarks>
public static class GitHubCommands
{
    /// <summary>How many annotations of a level GitHub keeps of one step.</summary>
    public const int MaxOfLevel = 10;

    /// <summary>Writes commands, errors first.</summary>
    /// <param name="annotations">The findings.</param>
    /// <returns>A line a command; where a level has too many, its last line counts the rest.</returns>
    public static string Write(IEnumerable<Annotation> annotations)
    {
        var text = new StringBuilder();
        foreach (var level in annotations.GroupBy(annotation => annotation.Severity).OrderByDescending(level => level.Key))
        {
            var (all, word) = (level.ToList(), Word(level.Key));
            var shown = all.Count > MaxOfLevel ? MaxOfLevel - 1 : all.Count;
            _ = text.AppendJoin("", all.Take(shown).Select(annotation => Command(word, annotation)));
            if (all.Count > shown)
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"::{word} title=mlops::{all.Count - shown} more of this level; the report lists them all\n");
            }
        }

        return text.ToString();
    }

    private static string Command(string word, Annotation annotation)
    {
        (string Name, string? Value)[] properties =
        [
            ("file", annotation.Path),
            ("line", Number(annotation.Line)),
            ("col", Number(annotation.Column)),
            ("endColumn", Number(annotation.EndColumn)),
            ("title", annotation.Title),
        ];
        var written = properties.Where(property => property.Value is not null).Select(property => $"{property.Name}={Property(property.Value!)}");
        return $"::{word} {string.Join(',', written)}::{Data(annotation.Message)}\n";
    }

    private static string? Number(int number) => number == 0 ? null : number.ToString(CultureInfo.InvariantCulture);

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
