using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Training.Weights.PyTorch;

namespace MlOps.Training.Weights;

/// <summary>Opens weights by their form.</summary>
public static class WeightsFile
{
    /// <summary>Opens weights; no number is read yet.</summary>
    /// <param name="path">An index of several files, a <c>.safetensors</c> file, or else a file that torch.save wrote.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3003: the file is malformed. MLOPS3001: it holds something else than tensors.</exception>
    public static WeightsReader Open(string path, string shown)
    {
        CheckIsThere(path, shown);
        return path.EndsWith(WeightsFiles.IndexEnding, StringComparison.OrdinalIgnoreCase) ? new ShardedReader(path, shown)
            : path.EndsWith(WeightsFiles.SafetensorsEnding, StringComparison.OrdinalIgnoreCase) ? new SafetensorsReader(path, shown)
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
