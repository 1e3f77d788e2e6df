using System.Text.Json;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Running;

/// <summary>
/// Writes what a run measures, as it is measured: a line of <c>metrics.jsonl</c> for everything, and TensorBoard's event files.
/// All of it may be called from any thread, and is in the files when it returns.
/// </summary>
public sealed class RunLog : IDisposable
{
    /// <summary>The file's name in the folder of a run.</summary>
    public const string FileName = "metrics.jsonl";

    private static readonly RunningJson OneLine = new(new JsonSerializerOptions(RunningJson.Default.Options) { WriteIndented = false });

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly RunBoard _board;
    private readonly Lock _gate = new();
    private FileStream? _file;

    /// <summary>Prepares the log; files are made with the first thing measured.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="runFolder">The folder of the run.</param>
    /// <param name="steps">The steps that the run was asked for.</param>
    /// <param name="seed">The pipeline's seed.</param>
    /// <param name="time">The clock.</param>
    public RunLog(string run, string runFolder, IReadOnlyList<PipelineStep> steps, int seed, TimeProvider time)
    {
        _path = Path.Combine(runFolder, FileName);
        _time = time;
        _board = new RunBoard(run, runFolder, steps, seed, time);
    }

    /// <summary>Writes what was measured while a step goes on.</summary>
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
            _board.Write(step, values, progress.Position);
        }
    }

    /// <summary>Writes what a step measured as a whole.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="result">What it returned.</param>
    public void Write(string step, StepResult result)
    {
        lock (_gate)
        {
            _board.Write(step, result);
        }
    }

    /// <summary>Writes how the run ended.</summary>
    /// <param name="verdict">How.</param>
    public void End(Verdict verdict)
    {
        lock (_gate)
        {
            _board.End(verdict);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _board.Dispose();
    }
}
