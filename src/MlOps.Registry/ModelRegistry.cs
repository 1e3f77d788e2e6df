using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Registry.Cards;
using MlOps.Registry.Storage;

namespace MlOps.Registry;

/// <summary>
/// The models of a team. A version is there with all its files or not at all, its number is given once, at most one version of a model is
/// in Production, and the history only grows: for any number of processes at once, and for processes that are killed.
/// </summary>
public abstract class ModelRegistry : ModelSource
{
    /// <summary>The files and folders that change when a registration no longer holds, or when any version is registered or moved.</summary>
    /// <param name="registrations">What <see cref="Register"/> returned.</param>
    /// <returns>Full paths; null where such a change cannot be seen on this machine.</returns>
    public abstract IEnumerable<string>? FilesOf(IEnumerable<Registration> registrations);

    /// <summary>True while a registration is still so: the version is there and has the stage that it got.</summary>
    /// <param name="registration">What <see cref="Register"/> returned.</param>
    public abstract bool Holds(Registration registration);

    /// <summary>Every model, by name.</summary>
    public abstract IReadOnlyList<RegisteredModel> Models();

    /// <summary>Adds a version, or finds the one that has the same content, and gives it the stage that is asked for.</summary>
    /// <param name="candidate">The model. When it is refused, a new version stays in None and a known one where it is.</param>
    /// <param name="ct">Stops the copying; nothing is registered then.</param>
    /// <exception cref="MlOpsException">MLOPS5004: the folder is not a model's. MLOPS5005: a bad name.</exception>
    /// <remarks>A known version is never moved down: one in Production that is asked for Staging stays in Production.</remarks>
    public abstract Registration Register(Candidate candidate, CancellationToken ct);

    /// <summary>Changes a model: its stages, aliases, tags, descriptions, attached files, approvals. One transaction, and a line of history for all that is done.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="edit">The change.</param>
    /// <param name="change">Who changes it, and why.</param>
    /// <returns>What was done; nothing where all was so already.</returns>
    /// <exception cref="MlOpsException">MLOPS5006: there is no such model, version, alias or tag. MLOPS5011 to MLOPS5018 as the edits say.</exception>
    public abstract EditResult Edit(string model, RegistryEdit edit, Change change);

    /// <summary>True when the version's files are what was registered, its lineage and card too; reads them all.</summary>
    /// <param name="version">A version of this registry.</param>
    public bool IsIntact(ModelVersion version) => IsIntact(version, FindModel(version.Model)?.FilesHashOf(version.Version));

    /// <summary>The same, for those who have read the model.</summary>
    /// <param name="version">A version of this registry.</param>
    /// <param name="filesHash">What <see cref="RegisteredModel.FilesHashOf"/> says of it.</param>
    public abstract bool IsIntact(ModelVersion version, string? filesHash);

    /// <summary>Finds what nobody names: what killed processes left, files of deleted versions, copies on this machine.</summary>
    /// <param name="remove">True to remove it.</param>
    /// <param name="ct">Stops between two removals.</param>
    public abstract IReadOnlyList<Leftover> Collect(bool remove, CancellationToken ct);

    /// <summary>Brings an attached file to this machine.</summary>
    /// <param name="version">A version of this registry.</param>
    /// <param name="file">One of the files attached to it.</param>
    /// <param name="ct">Stops the copying.</param>
    /// <returns>Full path of the file, which may not be changed.</returns>
    /// <exception cref="MlOpsException">MLOPS5002: it is not what was attached.</exception>
    public abstract string FetchAttachment(ModelVersion version, Attachment file, CancellationToken ct);

    /// <summary>Where a version comes from and how it was judged; the model itself need not be on this machine for that.</summary>
    /// <param name="version">A version of this registry.</param>
    public virtual Lineage LineageOf(ModelVersion version)
    {
        Fetch(version, CancellationToken.None);
        return Lineage.Read(version);
    }

    /// <summary>Makes sure that a version's folder holds its files.</summary>
    /// <param name="version">A version of this registry.</param>
    /// <param name="ct">Stops the copying.</param>
    public virtual void Fetch(ModelVersion version, CancellationToken ct)
    {
    }

    /// <summary>A model with all that belongs to it; null where there is none of the name.</summary>
    /// <param name="name">Its name.</param>
    public virtual RegisteredModel? FindModel(string name) => Models().FirstOrDefault(model => model.Name == name);

    /// <inheritdoc/>
    public override Champion? FindChampion(string model) =>
        FindModel(model)?.Production is { } version
            ? new(model, version.Version, version.Folder, version.ContentHash) { ModelHash = ModelHashOf(version) }
            : null;

    /// <inheritdoc/>
    public override FoundModel? FindVersion(string reference, CancellationToken ct)
    {
        if (ModelReference.TryParse(reference) is not { } parsed || (!IsOurs(parsed.Selector) && FindModel(parsed.Model) is null))
        {
            return null;
        }

        var version = Find(parsed);
        Fetch(version, ct);
        return new(version.Model, version.Version, version.Folder, version.ContentHash);
    }

    /// <inheritdoc/>
    public override void Fetch(Champion champion, CancellationToken ct) => Fetch(Find(new(champion.Model, new VersionSelector.Number(champion.Version))), ct);

    /// <summary>One model.</summary>
    /// <param name="name">What the user typed.</param>
    /// <exception cref="MlOpsException">MLOPS5005: not a model's name. MLOPS5006: not in the registry.</exception>
    public RegisteredModel Show(string name) => FindModel(ModelName.Check(name)) ?? throw NoModel(name, Models().Select(model => model.Name));

    /// <summary>One version of a model.</summary>
    /// <param name="reference">Which one.</param>
    /// <exception cref="MlOpsException">MLOPS5006: not in the registry, or no version of the model is meant by the reference.</exception>
    public ModelVersion Find(ModelReference reference)
    {
        var model = Show(reference.Model);
        return reference.Selector switch
        {
            VersionSelector.Number number => model.Find(number.Version) ?? throw Missing(string.Create(
                CultureInfo.InvariantCulture, $"the registry holds no version {number.Version} of model '{model.Name}'; the last one is {model.Latest?.Version ?? 0}")),
            VersionSelector.InStage stage => model.Versions.FirstOrDefault(version => version.Stage == stage.Stage)
                ?? throw Missing($"no version of model '{model.Name}' is in {stage.Stage}"),
            VersionSelector.Alias alias => (model.Aliases.TryGetValue(alias.Name, out var named) ? model.Find(named) : null)
                ?? throw Missing($"model '{model.Name}' has no alias '{alias.Name}'{Spelling.Hint(alias.Name, [.. model.Aliases.Keys, .. VersionSelector.StageNames])}"),
            VersionSelector.Best best => RankedVersion.Rank(this, model, best.Metric) is [var first, ..] ? first.Version
                : throw Missing($"no version of model '{model.Name}' has a value of '{best.Metric}'"),
            _ => model.Latest ?? throw Missing($"every version of model '{model.Name}' was deleted"),
        };
    }

    /// <inheritdoc/>
    public override TrainedModel? Restore(string model, string fingerprint, string folder, CancellationToken ct)
    {
        foreach (var version in (FindModel(model)?.Versions ?? []).Reverse())
        {
            if (TrainingOf(version) == fingerprint)
            {
                Fetch(version, ct);
                if (ModelFiles.ContentHashOf(ModelFiles.Copy(version.Folder, folder, ct)) == version.ContentHash)
                {
                    ModelFiles.Release(folder);
                    return new(version.Version, version.Run, Lineage.Read(version).Trained!.Result);
                }

                ModelFiles.Remove(folder); // damaged: as if it were not there
            }
        }

        return null;
    }

    /// <summary>Fingerprint of the training that a version comes from; null where that is not known.</summary>
    /// <param name="version">A version of this registry.</param>
    protected virtual string? TrainingOf(ModelVersion version) =>
        File.Exists(Path.Combine(version.Folder, Lineage.FileName)) ? Lineage.Read(version).Trained?.Fingerprint.Sha256 : null;

    /// <summary>SHA-256 over the files of a version that its training made.</summary>
    /// <param name="version">A version of this registry, whose files need not be on this machine.</param>
    protected virtual string ModelHashOf(ModelVersion version) => ModelHashIn(version.Folder, version.ContentHash);

    /// <summary>SHA-256 over the files in a version's folder that its training made: the content hash, unless a variant was added on registering.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="contentHash">The version's content hash.</param>
    protected static string ModelHashIn(string folder, string contentHash) =>
        ModelVariants.In(folder).Count > 1 && File.Exists(Path.Combine(folder, Lineage.FileName)) ? Lineage.Read(folder).Trained?.Result.ModelHash ?? contentHash : contentHash;

    /// <summary>Reports a folder that is not a model's.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="MlOpsException">MLOPS5004.</exception>
    protected static void CheckFolder(string folder)
    {
        var own = ModelFiles.AddedFileIn(folder);
        if (own is not null || !Directory.Exists(folder) || !Directory.EnumerateFiles(folder).Any())
        {
            var found = own is null ? "holds no files" : $"holds {own}, which the registry writes itself";
            throw new MlOpsException(Rules.BadModelFolder, Location.None, $"the folder {folder} {found}");
        }
    }

    /// <summary>The failure that there is no model of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="known">Those that there are.</param>
    internal static MlOpsException NoModel(string name, IEnumerable<string> known) => Missing($"the registry holds no model '{name}'{Spelling.Hint(name, known)}");

    /// <summary>The failure that there is no version of a number.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The number.</param>
    internal static MlOpsException NoVersion(string model, int version) =>
        Missing(string.Create(CultureInfo.InvariantCulture, $"the registry holds no version {version} of model '{model}'"));

    private static MlOpsException Missing(string message) => new(Rules.UnknownModel, Location.None, message);

    // a number, an alias and 'latest' may also be a revision of the hub's
    private static bool IsOurs(VersionSelector selector) => selector is VersionSelector.InStage or VersionSelector.Best;
}
