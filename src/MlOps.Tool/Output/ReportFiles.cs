using MlOps.Files;
using MlOps.Reporting;
using MlOps.Running;
using MlOps.Spec;

namespace MlOps.Tool.Output;

/// <summary>
/// Writes the reports of a run into its folder, and copies those that the pipeline and the build server ask for. A run that reused
/// everything that the last report shows writes none of its own: that one is passed on.
/// </summary>
/// <param name="state">The state folder.</param>
/// <param name="tool">The process.</param>
internal sealed class ReportFiles(StateFolder state, ToolContext tool)
{
    private const string Text = "report.txt";
    private const string Markdown = "report.md";
    private const string Html = "report.html";
    private const string JUnit = "junit.xml";

    // what the last report shows, and the run that wrote it
    private string LastFile => Path.Combine(state.Path, "last-report");

    /// <summary>Writes the reports.</summary>
    /// <param name="run">The run.</param>
    /// <param name="pipeline">Its pipeline.</param>
    /// <returns>What a console shows, and the path of the page for people.</returns>
    public WrittenReports Write(RunResult run, PipelineSpec pipeline)
    {
        var shown = ContentHash.OfText(Shown(run));
        var folder = run.Steps.All(step => step.Status == StepStatus.Reused) ? FindLast(shown) : null;
        if (folder is null)
        {
            folder = state.Run(run.Id);
            Render(run, folder);
            AtomicFile.WriteText(LastFile, $"{shown}\n{run.Id}\n");
        }

        if (pipeline.Report.Junit is { } junit)
        {
            AtomicFile.WriteText(Path.Combine(pipeline.Folder, junit), File.ReadAllText(Path.Combine(folder, JUnit)));
        }

        if (tool.Environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
        {
            File.AppendAllText(summary, File.ReadAllText(Path.Combine(folder, Markdown)));
        }

        var page = Path.GetRelativePath(tool.Folder, Path.Combine(folder, Html)).Replace('\\', '/');
        return new(File.ReadAllText(Path.Combine(folder, Text)), page);
    }

    private static void Render(RunResult run, string folder)
    {
        var report = RunReport.Of(run);
        AtomicFile.WriteText(Path.Combine(folder, Text), TextOutput.Render(report));
        AtomicFile.WriteText(Path.Combine(folder, Markdown), MarkdownReport.Write(report));
        AtomicFile.WriteText(Path.Combine(folder, Html), HtmlReport.Write(report));
        AtomicFile.WriteText(Path.Combine(folder, JUnit), JUnitReport.Write(run));
    }

    // everything by which one report differs from another, times aside; this build of the tool among it
    private static string Shown(RunResult run) => string.Join('\n', (IEnumerable<string?>)
    [
        typeof(ReportFiles).Module.ModuleVersionId.ToString(), run.Pipeline, run.File, run.Profile,
        .. run.Steps.Select(step => $"{step.Location} {step.Name} {step.Fingerprint}"),
        .. run.Gates().Select(gate => $"{gate.Location} {gate.Text}"),
        .. run.Diagnostics().Select(diagnostic => diagnostic.ToString()),
    ]);

    private string? FindLast(string shown)
    {
        var last = File.Exists(LastFile) ? File.ReadAllLines(LastFile) : [];
        var folder = last.Length == 2 && last[0] == shown ? state.Run(Path.GetFileName(last[1])) : null;
        return folder is not null && File.Exists(Path.Combine(folder, JUnit)) ? folder : null; // the file that is written last
    }
}
