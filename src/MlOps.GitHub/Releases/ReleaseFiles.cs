using System.Globalization;
using System.Text.RegularExpressions;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry.Storage;

namespace MlOps.GitHub.Releases;

/// <summary>The files of a version as assets.</summary>
internal static partial class ReleaseFiles
{
    /// <summary>Lists and hashes the files of a folder, each with the name of its asset.</summary>
    /// <param name="folder">A model's folder.</param>
    /// <exception cref="MlOpsException">MLOPS5004: a file is larger than GitHub takes.</exception>
    public static IReadOnlyList<IndexedFile> Describe(string folder)
    {
        foreach (var (source, path) in ModelFiles.Enumerate(folder))
        {
            if (new FileInfo(source).Length is var bytes and >= ReleaseAssets.MaxBytes)
            {
                var size = bytes.ToString("N0", CultureInfo.InvariantCulture);
                throw new MlOpsException(Rules.BadModelFolder, Location.None, $"{path} has {size} bytes, and a release takes files of less than 2 GiB; use a registry in a folder");
            }
        }

        // GitHub would replace other characters itself, and the asset could not be found again
        var files = ModelFiles.Enumerate(folder)
            .Select(file => new IndexedFile(file.Path, OtherCharacters().Replace(file.Path, "-"), new FileInfo(file.Source).Length, ContentHash.OfFile(file.Source)))
            .ToList();
        var areUnique = files.DistinctBy(file => file.Asset.ToUpperInvariant()).Count() == files.Count;
        return areUnique ? files : [.. files.Select((file, number) => file with { Asset = string.Create(CultureInfo.InvariantCulture, $"{number}-{file.Asset}") })];
    }

    /// <summary>The content hash of a version with these files.</summary>
    /// <param name="files">Its files.</param>
    public static string ContentHashOf(IEnumerable<IndexedFile> files) => ModelFiles.ContentHashOf(files.Select(file => new ModelFile(file.Path, file.Bytes, file.Sha256)));

    /// <summary>The hash over all files of a version, also those that the registry adds.</summary>
    /// <param name="files">Its files.</param>
    public static string HashOfAll(IEnumerable<IndexedFile> files) => ContentHash.OfFiles(files.Select(file => (file.Path, file.Sha256)));

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex OtherCharacters();
}
