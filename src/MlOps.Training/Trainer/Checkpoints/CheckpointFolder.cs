using System.Globalization;
using System.Text.Json;
using MlOps.Files;
using MlOps.Training.Weights;

namespace MlOps.Training.Trainer.Checkpoints;

/// <summary>
/// The checkpoints of a training, a folder each: <c>state.json</c> and <c>tensors.safetensors</c>. A checkpoint is written under a temporary name, brought to the
/// disk and moved to a name that holds the hash of its files: one that a kill or a power failure has spoilt is known by it.
/// </summary>
/// <param name="folder">Full path; made with the first checkpoint.</param>
/// <param name="keep">How many are kept, the newest.</param>
internal sealed class CheckpointFolder(string folder, int keep)
{
    private const string StateFile = "state.json";
    private const string TensorFile = "tensors.safetensors";
    private const string Temporary = ".unfinished";

    /// <summary>Keeps a checkpoint, and removes those that are too old.</summary>
    /// <param name="state">Where the training is.</param>
    /// <param name="tensors">Its tensors.</param>
    public void Write(TrainingState state, IEnumerable<LiveTensor> tensors)
    {
        var unfinished = Path.Combine(folder, Temporary);
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        _ = Directory.CreateDirectory(unfinished);
        SafetensorsWriter.Write(Path.Combine(unfinished, TensorFile), tensors);
        File.WriteAllBytes(Path.Combine(unfinished, StateFile), JsonSerializer.SerializeToUtf8Bytes(state, CheckpointJson.Default.TrainingState));
        BringToDisk(Path.Combine(unfinished, TensorFile));
        BringToDisk(Path.Combine(unfinished, StateFile));
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{state.Steps:D9}-{ContentHash.OfFolder(unfinished)}"));
        if (Directory.Exists(path))
        {
            Directory.Delete(unfinished, recursive: true); // the very same was kept before
        }
        else
        {
            Directory.Move(unfinished, path);
        }

        foreach (var old in NewestFirst().Skip(keep).ToList())
        {
            Directory.Delete(old, recursive: true);
        }
    }

    /// <summary>Gives a training what the newest whole checkpoint holds.</summary>
    /// <param name="prepare">Takes the training to a state, and returns the tensors that it has there; they get the checkpoint's numbers.</param>
    /// <param name="skipped">Receives the names of checkpoints that are damaged, or were written by another build.</param>
    /// <returns>Where the training is now; null where there was nothing to go on from.</returns>
    public TrainingState? Restore(Func<TrainingState, IEnumerable<LiveTensor>> prepare, ICollection<string> skipped)
    {
        foreach (var path in NewestFirst())
        {
            if (ReadState(path) is { } state)
            {
                using var stored = new SafetensorsReader(Path.Combine(path, TensorFile), TensorFile);
                foreach (var tensor in prepare(state))
                {
                    tensor.Read(stored);
                }

                return state;
            }

            skipped.Add(Path.GetFileName(path).Split('-')[0].TrimStart('0'));
        }

        return null;
    }

    private static void BringToDisk(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    private static TrainingState? ReadState(string path)
    {
        if (!path.EndsWith(ContentHash.OfFolder(path), StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var state = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(path, StateFile)), CheckpointJson.Default.TrainingState)!;
            return state.Build == TrainingState.CurrentBuild ? state : null;
        }
        catch (JsonException)
        {
            return null; // whole, and of a build that knew other names
        }
    }

    private IEnumerable<string> NewestFirst() => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(path => Path.GetFileName(path) != Temporary).OrderDescending(StringComparer.Ordinal)
        : [];
}
