using MlOps.Diagnostics;
using MlOps.Training.Weights.PyTorch;

namespace MlOps.Training.Weights;

/// <summary>Finds a model's weights and opens them by their form.</summary>
public static class WeightsFile
{
    /// <summary>The ending of an index of several files.</summary>
    internal const string IndexEnding = ".index.json";

    private const string SafetensorsEnding = ".safetensors";

    /// <summary>The names under which transformers saves weights, the preferred one first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json"];

    /// <summary>The endings of a single file that PyTorch users save.</summary>
    public static IReadOnlyList<string> PyTorchEndings { get; } = [".bin", ".pt", ".pth", ".th", ".pth.tar"];

    /// <summary>The name of a folder's weights.</summary>
    /// <param name="folder">A model's folder.</param>
    /// <returns>The first of <see cref="Names"/> that is there; null where none is.</returns>
    public static string? Find(string folder) => Names.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>True for a path that names a file of weights by its ending, rather than a folder.</summary>
    /// <param name="path">A path as the pipeline gives it.</param>
    public static bool IsNamedBy(string path) =>
        path.EndsWith(SafetensorsEnding, StringComparison.OrdinalIgnoreCase)
        || PyTorchEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Opens weights; no number is read yet.</summary>
    /// <param name="path">An index of several files, a <c>.safetensors</c> file, or else a file that torch.save wrote.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3003: the file is malformed. MLOPS3001: it holds something else than tensors.</exception>
    public static WeightsReader Open(string path, string shown)
    {
        CheckIsThere(path, shown);
        return path.EndsWith(IndexEnding, StringComparison.OrdinalIgnoreCase) ? new ShardedReader(path, shown)
            : path.EndsWith(SafetensorsEnding, StringComparison.OrdinalIgnoreCase) ? new SafetensorsReader(path, shown)
            : new PyTorchReader(path, shown);
    }

    // what a clone without Git LFS leaves in a file's place
    private static void CheckIsThere(string path, string shown)
    {
        var pointer = "version https://git-lfs"u8;
        Span<byte> head = stackalloc byte[pointer.Length];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual(pointer))
        {
            throw new MlOpsException(Rules.IncompatibleBase, new Location(shown), "the file is a pointer of Git LFS, not the weights; fetch them with 'git lfs pull'");
        }
    }
}
