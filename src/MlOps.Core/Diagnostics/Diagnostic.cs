namespace MlOps.Diagnostics;

/// <summary>One finding; the unit that the console, MSBuild and GitHub reporters show.</summary>
/// <param name="Rule">The entry of the catalogue.</param>
/// <param name="Location">Where the reader must look.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
public sealed record Diagnostic(Rule Rule, Location Location, string Message)
{
    /// <summary>The canonical form that MSBuild's <c>Exec</c> and <c>ToolTask</c> parse.</summary>
    public override string ToString() => $"{Location}: {Word} {Rule.Code}: {Message}";

    // MSBuild knows no third word: a notice is printed as a warning
    private string Word => Rule.Severity == Severity.Error ? "error" : "warning";
}
