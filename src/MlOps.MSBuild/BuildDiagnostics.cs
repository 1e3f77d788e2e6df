using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MlOps.MSBuild;

/// <summary>Turns the tool's findings into errors, warnings and messages of the build.</summary>
/// <param name="log">The task's log.</param>
/// <param name="folder">Full path of the folder to which the tool's paths are relative.</param>
/// <param name="project">The project, at which findings stand that are about no file; null for the place in the targets.</param>
/// <param name="helpPage">The page with an anchor for each code; null for no links.</param>
internal sealed class BuildDiagnostics(TaskLoggingHelper log, string folder, string? project, string? helpPage)
{
    private const string TheToolItself = "mlops";

    /// <summary>Logs one finding. A notice is a message: with <c>-warnaserror</c> a warning would end the build.</summary>
    public void Add(ToolDiagnostic found)
    {
        var file = FileOf(found);
        switch (found.Severity)
        {
            case "error":
                log.LogError(null, found.Code, null, LinkOf(found), file, found.Line, found.Column, 0, 0, "{0}", found.Message);
                break;
            case "warning":
                log.LogWarning(null, found.Code, null, LinkOf(found), file, found.Line, found.Column, 0, 0, "{0}", found.Message);
                break;
            default:
                log.LogMessage(null, found.Code, null, file, found.Line, found.Column, 0, 0, MessageImportance.High, "{0}", found.Message);
                break;
        }
    }

    // a path in full, so that it is found wherever the project lies
    private string? FileOf(ToolDiagnostic found)
    {
        if (found.File.Length == 0 || found.File == TheToolItself)
        {
            return project;
        }

        var full = Path.Combine(folder, found.File);
        return File.Exists(full) ? Path.GetFullPath(full) : found.File;
    }

    private string? LinkOf(ToolDiagnostic found) =>
        helpPage is null ? null : string.Format(CultureInfo.InvariantCulture, "{0}#{1}", new Uri(Path.GetFullPath(helpPage)).AbsoluteUri, found.Code.ToLowerInvariant());
}
