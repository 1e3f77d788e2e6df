using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Registry.Cards;
using MlOps.Registry.Storage;

namespace MlOps.Registry;

/// <summary>
/// The models of a team, in a folder on a local disk: <c>registry.db</c> and <c>models/NAME/VERSION/</c>. Safe for any number of
/// processes at once, and for processes that are killed: a version is there with all its files or not at all.
/// </summary>
/// <remarks>
/// A candidate's files are gathered in a folder of their own. Then, in one transaction that only one process can have: the next
/// number is read, the folder is moved to its place, the row is written. A process killed before the commit leaves a folder without a
/// row, which nobody sees and which the next version of that number removes. Every failure below is an <see cref="MlOpsException"/>:
/// MLOPS5001 busy, MLOPS5002 damaged, MLOPS5003 not readable or writable, MLOPS5007 too new.
/// </remarks>
public sealed class LocalRegistry : ModelRegistry
{
    private readonly string _incoming;
    private readonly string _models;
    private readonly RegistryDatabase _database;
    private readonly TimeProvider _time;
    private readonly Action<string> _checkpoint;

    /// <summary>Names a registry. Nothing is read or made: an absent registry is an empty one until something is registered.</summary>
    /// <param name="folder">The registry's folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="busyTimeout">How long to wait for other processes, in whole seconds; 30 when null.</param>
    public LocalRegistry(string folder, TimeProvider time, TimeSpan? busyTimeout = null)
        : this(folder, time, busyTimeout ?? TimeSpan.FromSeconds(30), _ => { })
    {
    }

    // for tests: checkpoint is called with a name at each point at which a kill leaves the folder in another state
    internal LocalRegistry(string folder, TimeProvider time, TimeSpan busyTimeout, Action<string> checkpoint)
    {
        folder = Path.GetFullPath(folder);
        _incoming = Path.Combine(folder, "incoming");
        _models = Path.Combine(folder, "models");
        _database = new RegistryDatabase(folder, busyTimeout);
        _time = time;
        _checkpoint = checkpoint;
    }

    /// <inheritdoc/>
    public override Champion? FindChampion(string model) => Find(model, "stage", nameof(Stage.Production)) is { } version
        ? new Champion(model, version.Version, FolderOf(model, version.Version), version.ContentHash)
        : null;

    /// <inheritdoc/>
    /// <remarks>The log of changes that SQLite keeps beside the database is there only while somebody writes.</remarks>
    public override IEnumerable<string> FilesOf(IEnumerable<Registration> registrations) =>
        [_database.FilePath, $"{_database.FilePath}-wal", .. registrations.Select(registration => FolderOf(registration.Model, registration.Version))];

    /// <inheritdoc/>
    public override bool Holds(Registration registration) =>
        Find(registration.Model, "content_hash", registration.ContentHash) is { } version
        && version.Version == registration.Version
        && version.Stage == registration.Stage
        && Directory.Exists(FolderOf(registration.Model, version.Version));

    /// <inheritdoc/>
    public override IReadOnlyList<RegisteredModel> Models() => Read(versions => versions.Models().Select(name => Load(versions, name)).ToArray()) ?? [];

    /// <inheritdoc/>
    public override Registration Register(Candidate candidate, CancellationToken ct)
    {
        _ = ModelName.Check(candidate.Model);
        CheckFolder(candidate.Folder);
        return _database.Guard(() =>
        {
            using var incoming = Claim();
            _checkpoint("claimed");
            var files = ModelFiles.Copy(candidate.Folder, incoming.Path, ct);
            _checkpoint("copied");
            var registration = Write(versions => Add(versions, candidate, incoming, files));
            _checkpoint("committed");
            return registration;
        });
    }

    /// <inheritdoc/>
    public override int? Move(string model, int version, Stage stage, Change change) => Write(versions =>
    {
        var found = versions.Find(model, version) ?? throw NoVersion(model, version);
        return found.Stage == stage ? null : versions.Move(found, stage, _time.GetUtcNow(), change);
    });

    /// <inheritdoc/>
    public override bool IsIntact(ModelVersion version) => _database.Guard(() =>
        Directory.Exists(version.Folder) && ModelFiles.ContentHashOf(version.Folder) == version.ContentHash);

    private static RegisteredModel Load(VersionTable versions, string name) => new(name, versions.Versions(name), versions.History(name));

    private IncomingFolder Claim() => Write(_ =>
    {
        IncomingFolder.Sweep(_incoming);
        return IncomingFolder.Claim(_incoming);
    });

    private Registration Add(VersionTable versions, Candidate candidate, IncomingFolder incoming, IReadOnlyList<ModelFile> files)
    {
        var contentHash = ModelFiles.ContentHashOf(files);
        var known = versions.Find(candidate.Model, "content_hash", contentHash);
        var version = known ?? AddNew(versions, candidate, contentHash, incoming, files);
        _checkpoint("added");
        var moves = MovesUp(candidate, version.Stage);
        var replaced = moves ? versions.Move(version, candidate.Stage, _time.GetUtcNow(), candidate.Change) : null;
        return new Registration(candidate.Model, version.Version, moves ? candidate.Stage : version.Stage, contentHash, known is null, replaced, candidate.Refused);
    }

    private ModelVersion AddNew(VersionTable versions, Candidate candidate, string contentHash, IncomingFolder incoming, IReadOnlyList<ModelFile> files)
    {
        var number = versions.Next(candidate.Model);
        var version = new ModelVersion(
            candidate.Model,
            number,
            Stage.None,
            contentHash,
            files.Sum(file => file.Bytes),
            _time.GetUtcNow(),
            candidate.Change.By,
            candidate.Change.Run,
            FolderOf(candidate.Model, number));
        var lineage = Lineage.Of(version, candidate);
        ModelFiles.Write(Path.Combine(incoming.Path, Lineage.FileName), lineage.ToJson());
        ModelFiles.Write(Path.Combine(incoming.Path, ModelCard.FileName), ModelCard.Write(lineage, candidate));
        ModelFiles.Remove(version.Folder); // what a process left that was killed between the next two lines
        _checkpoint("prepared");
        incoming.MoveTo(version.Folder);
        _checkpoint("moved");
        versions.Add(version, candidate.Change with { Reason = candidate.Refused ?? candidate.Change.Reason });
        return version;
    }

    private string FolderOf(string model, int version) => Path.Combine(_models, model, version.ToString(CultureInfo.InvariantCulture));

    private FoundVersion? Find(string model, string column, string value)
    {
        if (!_database.Exists)
        {
            return null;
        }

        return QuickLookup.TryFind(_database.FilePath, model, column, value, out var quick)
            ? quick
            : Read(versions => versions.Find(model, column, value)) is { } version ? new(version.Version, version.Stage, version.ContentHash) : null;
    }

    private T? Read<T>(Func<VersionTable, T?> query)
        where T : class => _database.Exists ? _database.Read(connection => query(new VersionTable(connection, FolderOf))) : null;

    private T Write<T>(Func<VersionTable, T> change) => _database.Write(connection => change(new VersionTable(connection, FolderOf)));
}
