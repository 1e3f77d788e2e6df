using System.Text.Json;
using MlOps.Files;

namespace MlOps.Running;

/// <summary>The records of earlier runs.</summary>
/// <param name="state">Where they are kept.</param>
public sealed class RunRecords(StateFolder state)
{
    /// <summary>The file's name in the folder of a run.</summary>
    public const string FileName = "run.json";

    /// <summary>Ids of all runs that have ended, the newest first.</summary>
    public IEnumerable<string> Ids() => Directory.Exists(state.Runs)
        ? Directory.EnumerateDirectories(state.Runs)
            .Where(folder => File.Exists(Path.Combine(folder, FileName)))
            .Select(folder => Path.GetFileName(folder))
            .OrderDescending(StringComparer.Ordinal)
        : [];

    /// <summary>Writes a record.</summary>
    /// <param name="run">A run that has ended.</param>
    public void Keep(RunResult run)
    {
        _ = Directory.CreateDirectory(state.Run(run.Id));
        AtomicFile.Write(Path.Combine(state.Run(run.Id), FileName), stream => JsonSerializer.Serialize(stream, run, RunningJson.Default.RunResult));
    }

    /// <summary>Reads a record.</summary>
    /// <param name="id">A run's id.</param>
    /// <returns>The record; null when there is no such run, or it was written by another version of the tool.</returns>
    public RunResult? Find(string id)
    {
        var path = Path.Combine(state.Run(id), FileName);
        if (Path.GetFileName(id) != id || !File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), RunningJson.Default.RunResult);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
