using System.Text.Json;
using MlOps.Steps;

namespace MlOps.Running;

/// <summary>Writes <c>metrics.jsonl</c> of a run: a line for everything measured, as it is measured.</summary>
public sealed class RunLog : IDisposable
{
    private static readonly RunningJson OneLine = new(new JsonSerializerOptions(RunningJson.Default.Options) { WriteIndented = false });

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private FileStream? _file;

    /// <summary>Prepares the log; the file is made with its first line.</summary>
    /// <param name="runFolder">The folder of the run.</param>
    /// <param name="time">The clock.</param>
    public RunLog(string runFolder, TimeProvider time)
    {
        _path = Path.Combine(runFolder, "metrics.jsonl");
        _time = time;
    }

    /// <summary>Writes what was measured, from any thread; each line is complete in the file when this returns.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="progress">How far the step is.</param>
    public void Write(string step, StepProgress progress)
    {
        if (progress.Values is not { Count: > 0 } values)
        {
            return;
        }

        var line = JsonSerializer.SerializeToUtf8Bytes(new LogLine(_time.GetUtcNow(), step, progress.Position, values), OneLine.LogLine);
        lock (_gate)
        {
            _file ??= new(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            _file.Write([.. line, (byte)'\n']);
            _file.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
