using MlOps.Running;
using MlOps.Tool.Publishing;

namespace MlOps.Tool.Output;

/// <summary>Shows a run that has ended wherever it is looked for: its folder, GitHub, the console, the build server.</summary>
/// <param name="state">The state folder.</param>
/// <param name="tool">The process.</param>
/// <param name="github">The report on GitHub.</param>
/// <param name="output">The console.</param>
/// <param name="server">The build server.</param>
internal sealed class FinishedRun(StateFolder state, ToolContext tool, GitHubRun github, ResultOutput output, CiOutput server)
{
    /// <summary>Shows it.</summary>
    /// <param name="run">The run; its record is kept.</param>
    /// <param name="junit">Full path of the JUnit file that is asked for; null when none is.</param>
    /// <param name="watched">What decides whether it must run again; null when it depends on more than files.</param>
    /// <returns>The run, which tells where GitHub shows it.</returns>
    public async Task<RunResult> ShowAsync(RunResult run, string? junit, WatchedFiles? watched)
    {
        // written before GitHub is asked, which may take its time, and again with what became of that
        var reports = new ReportFiles(state, tool);
        reports.Write(run);
        run = await github.EndAsync(run);
        if (run.Published is not null)
        {
            new RunRecords(state).Keep(run);
            reports.Write(run);
        }

        output.Run(run, reports.Publish(run.Id, junit), watched);
        server.Run(run.Id, isAnnotated: run.Published?.Rung == Rung.Check);
        return run;
    }

    /// <summary>Keeps and shows a run that is over as soon as it begins: gates of what was measured elsewhere.</summary>
    /// <param name="run">The run.</param>
    /// <param name="junit">Full path of the JUnit file that is asked for; null when none is.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> KeepAsync(RunResult run, string? junit)
    {
        new RunRecords(state).Keep(run);
        github.Report(new RunEvent.Begun(run.Id));
        return ExitCode.Of(await ShowAsync(run, junit, watched: null));
    }
}
