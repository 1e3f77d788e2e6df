using MlOps.Diagnostics;

namespace MlOps.Registry.Packages;

/// <summary>What <c>package.json</c> of a package says: one version with its files, what was attached to it, and what people said of it.</summary>
/// <param name="Format">Version of the package's format.</param>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Version">The version's number where it was exported.</param>
/// <param name="ContentHash">SHA-256 over the model's files.</param>
/// <param name="Files">The version's files, its lineage among them.</param>
/// <param name="Attachments">The files attached to it.</param>
/// <param name="Description">What people say of it.</param>
/// <param name="Tags">Values that people gave it, by key.</param>
/// <param name="Approvals">How many people must approve before it gets a stage.</param>
public sealed record PackageManifest(
    int Format,
    string Model,
    int Version,
    string ContentHash,
    IReadOnlyList<PackagedFile> Files,
    IReadOnlyList<PackagedFile> Attachments,
    string Description,
    IReadOnlyDictionary<string, string> Tags,
    int Approvals)
{
    /// <summary>The entry's name in the package.</summary>
    public const string EntryName = "package.json";

    /// <summary>What the names of a version's files begin with.</summary>
    public const string FilesFolder = "files/";

    /// <summary>What the names of attached files begin with.</summary>
    public const string AttachmentsFolder = "attachments/";

    /// <summary>The format that is written.</summary>
    public const int CurrentFormat = 1;

    private const int MostFiles = 10_000;

    /// <summary>Every entry that the package must hold besides this one, by its name.</summary>
    public IEnumerable<(string Entry, PackagedFile File)> Entries =>
        Files.Select(file => (FilesFolder + file.Path, file)).Concat(Attachments.Select(file => (AttachmentsFolder + file.Path, file)));

    /// <summary>Reports what cannot be: another format, names that lead out of the folder or stand twice, too many files.</summary>
    /// <param name="shown">The package as the user names it.</param>
    /// <exception cref="MlOpsException">MLOPS5019 or MLOPS5007.</exception>
    public void Check(string shown)
    {
        if (Format > CurrentFormat)
        {
            throw new MlOpsException(Rules.RegistryTooNew, new(shown), $"a newer mlops wrote this package: its format is {Format}, this one reads up to {CurrentFormat}");
        }

        var entries = Entries.ToList();
        var wrong = entries.Count > MostFiles ? $"it names more than {MostFiles} files"
            : Files.FirstOrDefault(file => !PackagePath.IsSafe(file.Path)) is { } outside ? $"it names the file '{outside.Path}', which is no plain path below a folder"
            : Attachments.FirstOrDefault(file => !AttachmentName.IsValid(file.Path)) is { } attachment ? $"it names the attached file '{attachment.Path}'"
            : entries.Any(entry => entry.File.Bytes < 0) ? "a size in it is below 0"
            : entries.DistinctBy(entry => entry.Entry, StringComparer.OrdinalIgnoreCase).Count() < entries.Count ? "it names a file twice"
            : !ModelName.IsValid(Model) ? $"it names the model '{Model}'"
            : null;
        if (wrong is not null)
        {
            throw new MlOpsException(Rules.BadPackage, new(shown), $"the list of files in this package cannot be right: {wrong}");
        }
    }
}
