using System.Collections.Concurrent;
using MlOps.Running;

namespace MlOps.Ui.Runs;

/// <summary>The runs of a state folder. A record is read once, and again when its file has changed.</summary>
/// <param name="state">The state folder.</param>
internal sealed class RunIndex(StateFolder state)
{
    private readonly RunRecords _records = new(state);
    private readonly ConcurrentDictionary<string, (DateTime Written, long Bytes, RunSummary Summary)> _known = new(StringComparer.Ordinal);

    /// <summary>Ids of all runs, the newest first; also of those that have no record.</summary>
    public IReadOnlyList<string> Ids() => Directory.Exists(state.Runs)
        ? [.. Directory.EnumerateDirectories(state.Runs).Select(folder => Path.GetFileName(folder)).OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>The run that is at work: the newest one, where it has no record and the state folder's lock is held. Null for none.</summary>
    public string? Running() => Ids() is [var newest, ..] && !File.Exists(RecordOf(newest)) && StateLock.IsHeld(state) ? newest : null;

    /// <summary>What lists show of a run.</summary>
    /// <param name="id">One of <see cref="Ids"/>.</param>
    /// <param name="running">The run that is at work.</param>
    public RunSummary Summary(string id, string? running)
    {
        var file = new FileInfo(RecordOf(id));
        if (!file.Exists)
        {
            return new(id, id == running ? RunState.Running : RunState.Interrupted);
        }

        if (_known.TryGetValue(id, out var known) && known.Written == file.LastWriteTimeUtc && known.Bytes == file.Length)
        {
            return known.Summary;
        }

        var summary = Find(id) is { } run ? RunSummary.Of(run) : new(id, RunState.Unreadable);
        _known[id] = (file.LastWriteTimeUtc, file.Length, summary);
        return summary;
    }

    /// <summary>The record of a run; null where there is none that can be read, or it calls itself otherwise than its folder.</summary>
    /// <param name="id">What the browser asks for.</param>
    public RunResult? Find(string id) => Exists(id) && _records.Find(id) is { } run && run.Id == id ? run : null;

    /// <summary>True when there is a folder of this id.</summary>
    /// <param name="id">What the browser asks for.</param>
    public bool Exists(string id) => id is not ("" or "." or "..") && Path.GetFileName(id) == id && Directory.Exists(state.Run(id));

    private string RecordOf(string id) => Path.Combine(state.Run(id), RunRecords.FileName);
}
