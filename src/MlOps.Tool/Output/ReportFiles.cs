using MlOps.Files;
using MlOps.Reporting;
using MlOps.Running;
using MlOps.Spec;

namespace MlOps.Tool.Output;

/// <summary>Writes the reports of a run into its folder, and those that the pipeline and the build server ask for.</summary>
/// <param name="state">The state folder.</param>
/// <param name="tool">The process.</param>
internal sealed class ReportFiles(StateFolder state, ToolContext tool)
{
    /// <summary>Writes the reports.</summary>
    /// <param name="run">The run.</param>
    /// <param name="pipeline">Its pipeline.</param>
    /// <returns>Paths of those that a person wants to open.</returns>
    public IReadOnlyList<string> Write(RunResult run, PipelineSpec pipeline)
    {
        var report = RunReport.Of(run);
        var markdown = MarkdownReport.Write(report);
        var html = Path.Combine(state.Run(run.Id), "report.html");
        AtomicFile.WriteText(Path.Combine(state.Run(run.Id), "report.md"), markdown);
        AtomicFile.WriteText(html, HtmlReport.Write(report));
        if (pipeline.Report.Junit is { } junit)
        {
            AtomicFile.WriteText(Path.Combine(pipeline.Folder, junit), JUnitReport.Write(run));
        }

        if (tool.Environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
        {
            File.AppendAllText(summary, markdown);
        }

        return [Path.GetRelativePath(tool.Folder, html).Replace('\\', '/')];
    }
}
