using System.Globalization;
using MlOps.Diagnostics;

namespace MlOps.Reporting.Ci;

/// <summary>Writes annotations as logging commands of Azure Pipelines, which knows errors and warnings only.</summary>
/// <remarks>Microsoft's documentation: "Logging commands"; the escapes are those of its agent.</remarks>
public static class AzureCommands
{
    /// <summary>Writes a line a finding; notices are left out.</summary>
    /// <param name="annotations">The findings.</param>
    public static string Write(IEnumerable<Annotation> annotations) =>
        string.Concat(annotations.Where(annotation => annotation.Severity > Severity.Notice).Select(Issue));

    /// <summary>Adds a Markdown file to the page of the build.</summary>
    /// <param name="path">Full path of the file.</param>
    public static string Summary(string path) => $"##vso[task.uploadsummary]{Data(path)}\n";

    /// <summary>Sets a variable that later jobs can read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public static string Output(string name, string value) => $"##vso[task.setvariable variable={Property(name)};isOutput=true]{Data(value)}\n";

    private static string Issue(Annotation annotation)
    {
        var place = annotation.Path is null ? "" : $"sourcepath={Property(annotation.Path)};{Number("linenumber", annotation.Line)}{Number("columnnumber", annotation.Column)}";
        var type = annotation.Severity == Severity.Error ? "error" : "warning";
        return $"##vso[task.logissue type={type};{place}code={annotation.Rule.Code};]{Data(annotation.Message)}\n";
    }

    private static string Number(string name, int number) => number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{name}={number};");

    private static string Data(string text) => text
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("]", "%5D", StringComparison.Ordinal);
}
