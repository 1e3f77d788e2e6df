namespace MlOps.Models;

/// <summary>What files of weights are called.</summary>
public static class WeightsFiles
{
    /// <summary>The ending of an index of several files.</summary>
    public const string IndexEnding = ".index.json";

    /// <summary>The ending of a safetensors file.</summary>
    public const string SafetensorsEnding = ".safetensors";

    /// <summary>The names under which transformers saves weights, the preferred one first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json"];

    /// <summary>The endings of a single file that PyTorch users save.</summary>
    public static IReadOnlyList<string> PyTorchEndings { get; } = [".bin", ".pt", ".pth", ".th", ".pth.tar"];

    /// <summary>The weights among some files.</summary>
    /// <param name="names">Names of files.</param>
    /// <returns>The first of <see cref="Names"/> that is among them; null where none is.</returns>
    public static string? Among(IReadOnlyCollection<string> names) => Names.FirstOrDefault(names.Contains);

    /// <summary>The weights of a folder.</summary>
    /// <param name="folder">Full path.</param>
    /// <returns>The first of <see cref="Names"/> that is there; null where none is.</returns>
    public static string? Find(string folder) => Names.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>True for a path that names a file of weights by its ending, rather than a folder.</summary>
    /// <param name="path">A path as the pipeline gives it.</param>
    public static bool IsNamedBy(string path) =>
        path.EndsWith(SafetensorsEnding, StringComparison.OrdinalIgnoreCase)
        || PyTorchEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
