using MlOps.Files;
using MlOps.Reporting;
using MlOps.Running;

namespace MlOps.Tool.Output;

/// <summary>Writes the reports of a run into its folder, and copies those that the pipeline and the build server ask for.</summary>
/// <param name="state">The state folder.</param>
/// <param name="tool">The process.</param>
internal sealed class ReportFiles(StateFolder state, ToolContext tool)
{
    /// <summary>The report as Markdown.</summary>
    public const string Markdown = "report.md";

    /// <summary>The page for people.</summary>
    public const string Html = "report.html";

    private const string Text = "report.txt";
    private const string JUnit = "junit.xml";

    /// <summary>The files of a run that others read.</summary>
    public static readonly IReadOnlyList<string> Names = [Markdown, Html, JUnit];

    /// <summary>Writes the reports into the run's folder.</summary>
    /// <param name="run">The run.</param>
    public void Write(RunResult run)
    {
        var (report, folder) = (RunReport.Of(run), state.Run(run.Id));
        AtomicFile.WriteText(Path.Combine(folder, Text), TextOutput.Render(run));
        AtomicFile.WriteText(Path.Combine(folder, Markdown), MarkdownReport.Write(report));
        AtomicFile.WriteText(Path.Combine(folder, Html), HtmlReport.Write(report));
        AtomicFile.WriteText(Path.Combine(folder, JUnit), JUnitReport.Write(run));
    }

    /// <summary>Passes the reports of a run on to whoever asks for them.</summary>
    /// <param name="id">The run; its reports are written.</param>
    /// <param name="junit">Full path of the JUnit file that the pipeline asks for; null when it asks for none.</param>
    /// <returns>What a console shows, and the path of the page for people.</returns>
    public WrittenReports Publish(string id, string? junit)
    {
        var folder = state.Run(id);
        if (junit is not null)
        {
            AtomicFile.WriteText(junit, File.ReadAllText(Path.Combine(folder, JUnit)));
        }

        if (tool.Environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
        {
            File.AppendAllText(summary, File.ReadAllText(Path.Combine(folder, Markdown)));
        }

        var page = Path.GetRelativePath(tool.Folder, Path.Combine(folder, Html)).Replace('\\', '/');
        return new(File.ReadAllText(Path.Combine(folder, Text)), page);
    }
}
