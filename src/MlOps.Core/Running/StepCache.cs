using System.Text.Json;
using MlOps.Planning;
using MlOps.Steps;

namespace MlOps.Running;

/// <summary>
/// Outputs of steps, a folder a fingerprint. A step writes into a folder under a temporary name that is moved when the step
/// has returned, so that a folder under its final name is always whole. Beside it may lie the checkpoints of a step that is not done yet.
/// </summary>
/// <param name="folder">Full path of the cache; made when the first output is kept.</param>
public sealed class StepCache(string folder)
{
    private const string RecordFile = "step.json";
    private const string OutputFolder = "output";
    private const string Unfinished = ".unfinished";
    private const string Checkpoints = ".checkpoints";
    private const string Removed = ".removed";

    /// <summary>The output of an earlier run; null when there is none.</summary>
    /// <param name="fingerprint">64 hexadecimal digits.</param>
    /// <param name="name">The name under which the step runs now.</param>
    public StepOutput? Find(string fingerprint, string name) =>
        FindRecord(fingerprint) is { } record ? new(name, record.Kind, OutputOf(fingerprint), record.Result) { Fingerprint = record.Fingerprint } : null;

    /// <summary>What is kept beside an output; null when the output is not there or not whole.</summary>
    /// <param name="fingerprint">64 hexadecimal digits.</param>
    public StepRecord? FindRecord(string fingerprint)
    {
        var path = Path.Combine(folder, fingerprint, RecordFile);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(path), RunningJson.Default.StepRecord)!;
            return record.Files.All(file => new FileInfo(Path.Combine(OutputOf(fingerprint), file.Path)) is { Exists: true } found && found.Length == file.Bytes)
                ? record
                : null;
        }
        catch (JsonException)
        {
            return null; // written by another version of the tool, or damaged by hand: as if it were not there
        }
    }

    /// <summary>Every output that is kept, with the bytes it takes and when it was made.</summary>
    public IEnumerable<(StepRecord Record, long Bytes, DateTime Made)> All() => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder)
            .Select(path => (Path: path, Record: FindRecord(Path.GetFileName(path))))
            .Where(found => found.Record is not null)
            .Select(found => (found.Record!, found.Record!.Files.Sum(file => file.Bytes), Directory.GetLastWriteTimeUtc(found.Path)))
        : [];

    /// <summary>Removes what killed runs have left, but for checkpoints that a step can go on from. Only for the holder of the state's lock.</summary>
    public void RemoveUnfinished()
    {
        if (Directory.Exists(folder))
        {
            foreach (var path in Directory.GetDirectories(folder, "*" + Unfinished).Concat(Directory.GetDirectories(folder, "*" + Removed)))
            {
                Directory.Delete(path, recursive: true);
            }

            foreach (var (fingerprint, _, _) in AllCheckpoints().Where(kept => FindRecord(kept.Fingerprint) is not null).ToList())
            {
                RemoveCheckpoints(fingerprint);
            }
        }
    }

    /// <summary>Full path of the folder in which a step may keep what it can go on from; made by the step. It is removed when the step is done.</summary>
    /// <param name="fingerprint">64 hexadecimal digits.</param>
    public string CheckpointsOf(string fingerprint) => Path.Combine(folder, fingerprint + Checkpoints);

    /// <summary>The steps that have checkpoints by their fingerprints, with the bytes that these take and when the last was made.</summary>
    public IEnumerable<(string Fingerprint, long Bytes, DateTime Made)> AllCheckpoints() => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateDirectories("*" + Checkpoints).Select(kept => (
            Path.GetFileNameWithoutExtension(kept.Name),
            kept.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
            kept.LastWriteTimeUtc))
        : [];

    /// <summary>Removes the checkpoints of a step, if it has any.</summary>
    /// <param name="fingerprint">64 hexadecimal digits.</param>
    public void RemoveCheckpoints(string fingerprint) => RemoveFolder(CheckpointsOf(fingerprint));

    /// <summary>Removes an output.</summary>
    /// <param name="fingerprint">64 hexadecimal digits.</param>
    public void Remove(string fingerprint) => RemoveFolder(Path.Combine(folder, fingerprint));

    /// <summary>Makes the empty folder that a step writes its output into.</summary>
    /// <param name="fingerprint">64 hexadecimal digits.</param>
    public string Begin(string fingerprint)
    {
        var unfinished = Path.Combine(folder, fingerprint + Unfinished);
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        return Directory.CreateDirectory(Path.Combine(unfinished, OutputFolder)).FullName;
    }

    /// <summary>Keeps the output that was written since <see cref="Begin"/>.</summary>
    /// <param name="planned">The step.</param>
    /// <param name="result">What it returned.</param>
    /// <param name="seconds">How long it ran.</param>
    public StepOutput Keep(PlannedStep planned, StepResult result, double seconds)
    {
        var fingerprint = planned.Fingerprint.Sha256;
        var unfinished = Path.Combine(folder, fingerprint + Unfinished);
        var output = Path.Combine(unfinished, OutputFolder);
        var files = Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories)
            .Select(path => new OutputFile(Path.GetRelativePath(output, path).Replace('\\', '/'), new FileInfo(path).Length))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
        var kind = planned.Check.Step.Kind.Kind;
        var record = new StepRecord(planned.Name, kind, planned.Fingerprint, seconds, [.. files], result);
        File.WriteAllBytes(Path.Combine(unfinished, RecordFile), JsonSerializer.SerializeToUtf8Bytes(record, RunningJson.Default.StepRecord));
        Remove(fingerprint);
        Directory.Move(unfinished, Path.Combine(folder, fingerprint));
        RemoveCheckpoints(fingerprint);
        return new(planned.Name, kind, OutputOf(fingerprint), result) { Fingerprint = planned.Fingerprint };
    }

    private static void RemoveFolder(string path)
    {
        if (Directory.Exists(path))
        {
            // first out of sight, then gone: a kill in between leaves no half output under the final name
            var doomed = path + Removed;
            Directory.Move(path, doomed);
            Directory.Delete(doomed, recursive: true);
        }
    }

    private string OutputOf(string fingerprint) => Path.Combine(folder, fingerprint, OutputFolder);
}
