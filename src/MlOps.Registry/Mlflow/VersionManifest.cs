using MlOps.Registry.Storage;

namespace MlOps.Registry.Mlflow;

/// <summary>What a version consists of: the last of its artifacts that is written. Its own hash stands in a tag of the version.</summary>
/// <param name="Format">Version of this file's format.</param>
/// <param name="ContentHash">SHA-256 over the model files.</param>
/// <param name="Files">Every file, those among them that the registry adds.</param>
internal sealed record VersionManifest(int Format, string ContentHash, IReadOnlyList<ModelFile> Files)
{
    /// <summary>Its name beside the model's files.</summary>
    public const string FileName = "mlops-manifest.json";

    /// <summary>The format that is written.</summary>
    public const int CurrentFormat = 1;

    /// <summary>A larger one is none.</summary>
    public const int MostBytes = 16 << 20;
}
