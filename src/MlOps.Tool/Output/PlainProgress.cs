using System.Globalization;
using MlOps.Running;
using MlOps.Steps;

namespace MlOps.Tool.Output;

/// <summary>A line for each step, and at most one every few seconds while it runs.</summary>
/// <param name="output">Standard error.</param>
/// <param name="time">The clock.</param>
internal sealed class PlainProgress(TextWriter output, TimeProvider time) : IProgress<RunEvent>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _shown = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Report(RunEvent value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case RunEvent.Waiting:
                    output.WriteLine("another run works in this state folder; waiting for its end");
                    break;
                case RunEvent.Started started:
                    _shown[started.Step] = time.GetTimestamp();
                    output.WriteLine($"{started.Step}: {started.Kind}");
                    break;
                case RunEvent.Progressed progressed when IsDue(progressed.Step):
                    output.WriteLine(LogText.Of($"{progressed.Step}: {Share(progressed.Progress)}{ProgressText.Of(progressed.Progress)}"));
                    break;
                case RunEvent.Ended ended:
                    output.WriteLine($"{ended.Run.Name}: {EndOf(ended.Run)}");
                    break;
            }
        }
    }

    /// <summary>What became of a step, in a few words.</summary>
    /// <param name="run">The step.</param>
    public static string EndOf(StepRun run) => run.Status switch
    {
        StepStatus.Ran => string.Create(CultureInfo.InvariantCulture, $"done in {run.Seconds:0.0} s"),
        StepStatus.Reused => "reused",
        StepStatus.Failed => "failed",
        StepStatus.Cancelled => "cancelled",
        StepStatus.Skipped => $"skipped, because '{run.SkippedFor}' failed",
        _ => "not asked for",
    };

    private static string Share(StepProgress progress) =>
        progress.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} % ") : "";

    private bool IsDue(string step)
    {
        if (_shown.TryGetValue(step, out var last) && time.GetElapsedTime(last) < Interval)
        {
            return false;
        }

        _shown[step] = time.GetTimestamp();
        return true;
    }
}
