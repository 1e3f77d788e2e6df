using MlOps.Reporting.Ci;
using MlOps.Running;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary>The run before this one: when nothing has changed since, it is shown again and the pipeline is not even read.</summary>
internal sealed class LastRun
{
    private readonly ToolContext _tool;
    private readonly StateFolder _state;
    private readonly RunStamp _stamp;
    private readonly IReadOnlyList<string> _request;

    /// <summary>Prepares to look for it.</summary>
    /// <param name="tool">The process.</param>
    /// <param name="state">The state folder.</param>
    /// <param name="asked">What else the command line asks for.</param>
    public LastRun(ToolContext tool, StateFolder state, params IReadOnlyList<string> asked)
    {
        _tool = tool;
        _state = state;
        _stamp = new(state);
        _request =
        [
            $"tool {typeof(LastRun).Module.ModuleVersionId} {typeof(RunStamp).Module.ModuleVersionId}",
            $"build server {CiDetector.Find(tool.Environment) is not null}, CUDA driver {CudaFacts.HasDriver()}",
            .. asked,
        ];
    }

    /// <summary>Shows the last run again when nothing has changed since.</summary>
    /// <returns>The exit code; null when the pipeline has to be read.</returns>
    public int? Repeat()
    {
        if (_stamp.Find(_request) is not { } last)
        {
            return null;
        }

        foreach (var step in last.Steps)
        {
            _tool.Error.WriteLine($"{step}: reused");
        }

        new TextOutput(_tool.Out).Published(new ReportFiles(_state, _tool).Publish(last.Id, last.Junit));
        new CiOutput(_state, _tool, _tool.Out).Run(last.Id, isAnnotated: false);
        return ExitCode.Of(last.Verdict);
    }

    /// <summary>Forgets it, because another run starts.</summary>
    public void Forget() => _stamp.Remove();

    /// <summary>Remembers a run whose reports are written.</summary>
    /// <param name="run">The run.</param>
    /// <param name="pipeline">Its pipeline.</param>
    public void Remember(RunResult run, LoadedPipeline pipeline)
    {
        // what comes from the environment may be a secret, which no file may hold, and what an address stands for is not seen here: such a pipeline is always read
        var steps = run.Steps.Where(step => step.Result is not null).ToList();
        if (run.Verdict is not (Verdict.Passed or Verdict.GateNotMet) || pipeline.DependsOnMoreThanFiles
            || pipeline.Registry.FilesOf([.. steps.Select(step => step.Result!.Registration).OfType<Registry.Registration>()]) is not { } registered)
        {
            return;
        }

        string[] outputs =
        [
            _state.Run(run.Id),
            .. steps.Select(step => Path.Combine(_state.Cache, step.Fingerprint)),
            .. registered,
        ];
        _stamp.Write(
            new(run.Id, run.Verdict, [.. steps.Select(step => step.Name)], pipeline.JunitFile),
            _request,
            pipeline.Inputs,
            outputs,
            _tool.Time);
    }
}
