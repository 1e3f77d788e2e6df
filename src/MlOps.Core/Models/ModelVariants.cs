namespace MlOps.Models;

/// <summary>Where the variants of a model lie in its folder.</summary>
public static class ModelVariants
{
    /// <summary>The file's name in a model folder.</summary>
    /// <param name="variant">The variant.</param>
    public static string FileName(this ModelVariant variant) => variant == ModelVariant.Int8 ? "model.int8.onnx" : "model.onnx";

    /// <summary>The variants that a model folder holds.</summary>
    /// <param name="folder">A model folder.</param>
    public static IReadOnlyList<ModelVariant> In(string folder) =>
        [.. Enum.GetValues<ModelVariant>().Where(variant => File.Exists(Path.Combine(folder, variant.FileName())))];
}
