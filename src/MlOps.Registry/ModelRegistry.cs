using System.Globalization;
using MlOps.Diagnostics;
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

    /// <summary>Moves a version to another stage. One that was in Staging or Production before it is archived.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="stage">Where to.</param>
    /// <param name="change">Who moves it, and why.</param>
    /// <returns>The version that was archived, where there was one.</returns>
    /// <exception cref="MlOpsException">MLOPS5006: there is no such version.</exception>
    public abstract int? Move(string model, int version, Stage stage, Change change);

    /// <summary>True when the version's files are what was registered; reads them all.</summary>
    /// <param name="version">A version of this registry.</param>
    public abstract bool IsIntact(ModelVersion version);

    /// <summary>Makes sure that a version's folder holds its files.</summary>
    /// <param name="version">A version of this registry.</param>
    /// <param name="ct">Stops the copying.</param>
    public virtual void Fetch(ModelVersion version, CancellationToken ct)
    {
    }

    /// <inheritdoc/>
    public override Champion? FindChampion(string model) =>
        Models().FirstOrDefault(known => known.Name == model)?.Production is { } version ? new(model, version.Version, version.Folder, version.ContentHash) : null;

    /// <inheritdoc/>
    public override FoundModel? FindVersion(string reference, CancellationToken ct)
    {
        if (ModelReference.TryParse(reference) is not { } parsed || (parsed.Stage is null && Models().All(model => model.Name != parsed.Model)))
        {
            return null;
        }

        var version = Find(parsed);
        Fetch(version, ct);
        return new(version.Model, version.Version, version.Folder, version.ContentHash);
    }

    /// <inheritdoc/>
    public override void Fetch(Champion champion, CancellationToken ct) => Fetch(Find(new(champion.Model, champion.Version, Stage: null)), ct);

    /// <summary>One model.</summary>
    /// <param name="name">What the user typed.</param>
    /// <exception cref="MlOpsException">MLOPS5005: not a model's name. MLOPS5006: not in the registry.</exception>
    public RegisteredModel Show(string name)
    {
        var models = Models();
        return models.FirstOrDefault(model => model.Name == ModelName.Check(name)) ?? throw new MlOpsException(
            Rules.UnknownModel,
            Location.None,
            $"the registry holds no model '{name}'{Spelling.Hint(name, models.Select(model => model.Name))}");
    }

    /// <summary>One version of a model.</summary>
    /// <param name="reference">Which one.</param>
    /// <exception cref="MlOpsException">MLOPS5006: not in the registry, or no version of the model has the stage.</exception>
    public ModelVersion Find(ModelReference reference)
    {
        var model = Show(reference.Model);
        return model.Versions.FirstOrDefault(version => reference.Version is { } number ? version.Version == number : version.Stage == reference.Stage)
            ?? throw new MlOpsException(Rules.UnknownModel, Location.None, reference.Version is { } missing
                ? string.Create(CultureInfo.InvariantCulture, $"the registry holds no version {missing} of model '{model.Name}'; the last one is {model.Versions[^1].Version}")
                : $"no version of model '{model.Name}' is in {reference.Stage}");
    }

    /// <inheritdoc/>
    public override TrainedModel? Restore(string model, string fingerprint, string folder, CancellationToken ct)
    {
        foreach (var version in (Models().FirstOrDefault(known => known.Name == model)?.Versions ?? []).Reverse())
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

    /// <summary>True when registering a candidate moves its version: nothing speaks against it, and the stage is a higher one.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="stage">The stage that its version has.</param>
    protected static bool MovesUp(Candidate candidate, Stage stage) => candidate.Refused is null && Rank(candidate.Stage) > Rank(stage);

    /// <summary>The failure that there is no version of a number.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The number.</param>
    protected static MlOpsException NoVersion(string model, int version) =>
        new(Rules.UnknownModel, Location.None, string.Create(CultureInfo.InvariantCulture, $"the registry holds no version {version} of model '{model}'"));

    private static int Rank(Stage stage) => stage switch
    {
        Stage.Production => 2,
        Stage.Staging => 1,
        _ => 0,
    };
}
