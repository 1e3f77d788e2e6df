namespace MlOps.Running;

/// <summary>What is remembered of the last run.</summary>
/// <param name="Id">The run whose report shows everything.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Steps">Names of its steps, in running order.</param>
/// <param name="Junit">Full path of the JUnit file that the pipeline asks for; null when it asks for none.</param>
public sealed record StampedRun(string Id, Verdict Verdict, IReadOnlyList<string> Steps, string? Junit)
{
    private const string NoJunit = "none"; // a full path is never that

    /// <summary>How many lines <see cref="ToLines"/> gives.</summary>
    internal const int Lines = 4;

    /// <summary>Reads what <see cref="ToLines"/> gave.</summary>
    /// <param name="lines">At least <see cref="Lines"/> lines.</param>
    internal static StampedRun? Parse(string[] lines) => Enum.TryParse<Verdict>(lines[1], out var verdict)
        ? new(lines[0], verdict, lines[2].Split(' '), lines[3] == NoJunit ? null : lines[3])
        : null;

    internal string[] ToLines() => [Id, Verdict.ToString(), string.Join(' ', Steps), Junit ?? NoJunit];
}
