using MlOps.Running;
using Spectre.Console;

namespace MlOps.Tool.Output;

/// <summary>A bar for each step that runs, with what it says of itself and the time left.</summary>
internal sealed class LiveProgress : IProgress<RunEvent>
{
    private readonly IAnsiConsole _console;
    private readonly ProgressContext _bars;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

    private LiveProgress(IAnsiConsole console, ProgressContext bars)
    {
        _console = console;
        _bars = bars;
    }

    /// <summary>Runs something and shows its progress on standard error.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="run">Runs it, given where events go.</param>
    public static Task<T> WatchAsync<T>(Func<IProgress<RunEvent>, Task<T>> run)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(bars => run(new LiveProgress(console, bars)));
    }

    /// <inheritdoc/>
    public void Report(RunEvent value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case RunEvent.Waiting:
                    _console.MarkupLine("[yellow]another run works in this state folder; waiting for its end[/]");
                    break;
                case RunEvent.Started started:
                    _tasks[started.Step] = _bars.AddTask(Markup.Escape(started.Step), maxValue: 1).IsIndeterminate();
                    break;
                case RunEvent.Progressed progressed when _tasks.TryGetValue(progressed.Step, out var task):
                    task.Description = Markup.Escape($"{progressed.Step}: {ProgressText.Of(progressed.Progress)}");
                    if (progressed.Progress.Share is { } share)
                    {
                        _ = task.IsIndeterminate(false).Value(share);
                    }

                    break;
                case RunEvent.Ended ended:
                    Finish(ended.Run);
                    break;
            }
        }
    }

    private void Finish(StepRun run)
    {
        if (_tasks.Remove(run.Name, out var task))
        {
            _ = task.Value(1);
            task.StopTask();
        }

        var colour = run.Status switch
        {
            StepStatus.Failed => "red",
            StepStatus.Ran => "green",
            _ => "grey",
        };
        _console.MarkupLine($"[{colour}]{Markup.Escape(run.Name)}[/]: {Markup.Escape(PlainProgress.EndOf(run))}");
    }
}
