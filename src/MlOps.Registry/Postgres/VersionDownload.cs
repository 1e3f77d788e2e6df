using MlOps.Diagnostics;
using MlOps.Registry.Artifacts;
using MlOps.Registry.Cards;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Postgres;

/// <summary>Brings the files of a version out of an artifact store, each checked against the hash in its row.</summary>
/// <param name="database">The tables.</param>
/// <param name="artifacts">Keeps the files.</param>
internal sealed class VersionDownload(PostgresDatabase database, ArtifactStore artifacts)
{
    /// <summary>Lineage and model card of a version.</summary>
    /// <param name="version">A version of the registry.</param>
    /// <exception cref="MlOpsException">MLOPS5006: it was deleted.</exception>
    public VersionCard Card(ModelVersion version) =>
        database.Read(connection => new FileTables(connection).Card(version.Model, version.Version)) ?? throw ModelRegistry.NoVersion(version.Model, version.Version);

    /// <summary>Brings all files of a version.</summary>
    /// <param name="version">A version of the registry.</param>
    /// <param name="folder">Full path of a folder that is not there yet.</param>
    /// <param name="ct">Stops the copying.</param>
    /// <exception cref="MlOpsException">MLOPS5002: a file is missing or another. MLOPS5006: the version was deleted. MLOPS5106: the store gives none.</exception>
    public void Bring(ModelVersion version, string folder, CancellationToken ct)
    {
        var card = Card(version);
        var files = database.Read(connection => new FileTables(connection).Files(version.Model, version.Version)) ?? [];
        foreach (var file in files)
        {
            Bring(file, folder, version, ct);
        }

        if (ModelFiles.ContentHashOf(files) != version.ContentHash)
        {
            throw Damaged($"the files of {ModelReference.To(version)} are not those that were registered");
        }

        _ = Directory.CreateDirectory(folder);
        _ = ModelFiles.Write(folder, Lineage.FileName, card.Lineage);
        _ = ModelFiles.Write(folder, ModelCard.FileName, card.Card);
    }

    /// <summary>Brings one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">Full path of the folder that gets it.</param>
    /// <param name="version">The version that has it.</param>
    /// <param name="ct">Stops the copying.</param>
    /// <exception cref="MlOpsException">MLOPS5002: it is missing or another. MLOPS5106: the store does not give it.</exception>
    public void Bring(ModelFile file, string folder, ModelVersion version, CancellationToken ct)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file.Path));
        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw Damaged($"{ModelReference.To(version)} has a file '{file.Path}', which leads out of its folder");
        }

        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (artifacts.Get(file.Sha256, path, ct) != file.Sha256)
        {
            throw Damaged($"the artifact {file.Sha256}, which is {file.Path} of {ModelReference.To(version)}, is not what was registered");
        }
    }

    /// <summary>Makes a folder under another name and moves it to its place: other processes see it when it is whole.</summary>
    /// <param name="folder">Full path of a folder that was not there a moment ago.</param>
    /// <param name="bring">Fills the folder whose full path it gets.</param>
    public static void Place(string folder, Action<string> bring)
    {
        var staged = $"{folder}.{Guid.NewGuid():n}";
        try
        {
            bring(staged);
            Directory.Move(staged, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // another process has brought it meanwhile
        }
        finally
        {
            ModelFiles.Remove(staged);
        }
    }

    private static MlOpsException Damaged(string why) => new(Rules.RegistryDamaged, Location.None, why);
}
