using MlOps.Diagnostics;
using MlOps.Running;

namespace MlOps.Reporting.Ci;

/// <summary>A finding where a build server can show it: beside a line of a file of the repository.</summary>
/// <param name="Rule">The entry of the catalogue.</param>
/// <param name="Path">The file, relative to the repository's top, with '/'; null when the finding is about no file of it.</param>
/// <param name="Line">1-based; 0 when it is about the file as a whole.</param>
/// <param name="Column">1-based; 0 when unknown.</param>
/// <param name="EndColumn">The last column that it is about, 1-based; 0 when unknown.</param>
/// <param name="Message">One line of plain text.</param>
public sealed record Annotation(Rule Rule, string? Path, int Line, int Column, int EndColumn, string Message)
{
    /// <summary>How much it matters.</summary>
    public Severity Severity => Rule.Severity;

    /// <summary>The rule in a few words: <c>MLOPS4001: gate not met</c>.</summary>
    public string Title => $"{Rule.Code}: {Rule.Title}";

    /// <summary>Makes annotations of what a run found: a gate of the file gets the columns that it fills.</summary>
    /// <param name="run">The run.</param>
    /// <param name="paths">The repository.</param>
    public static IReadOnlyList<Annotation> Of(RunResult run, RepositoryPaths paths)
    {
        var gates = run.Gates().Where(gate => gate.From is null && gate.Location.Column > 0).ToLookup(gate => gate.Location, gate => gate.Text.Length);
        return [.. Of(run.Diagnostics(), paths, found => gates[found.Location].FirstOrDefault())];
    }

    /// <summary>Makes annotations of findings because of which nothing ran.</summary>
    /// <param name="found">The findings.</param>
    /// <param name="paths">The repository.</param>
    public static IReadOnlyList<Annotation> Of(IEnumerable<Diagnostic> found, RepositoryPaths paths) => [.. Of(found, paths, _ => 0)];

    // the columns of a gate are those of its text: one that YAML quotes ends a little later, which no reader minds
    private static IEnumerable<Annotation> Of(IEnumerable<Diagnostic> found, RepositoryPaths paths, Func<Diagnostic, int> length) => found.Select(finding =>
    {
        var (place, path) = (finding.Location, paths.Of(finding.Location));
        return new Annotation(
            finding.Rule,
            path,
            path is null ? 0 : place.Line,
            path is null ? 0 : place.Column,
            path is not null && length(finding) is > 0 and var columns ? place.Column + columns - 1 : 0,
            PlainText.Of(finding.Message, PlainText.MaxSentence));
    });
}
