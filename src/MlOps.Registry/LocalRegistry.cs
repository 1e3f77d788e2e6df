using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Files;
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
    private readonly string _attachments;
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
        _attachments = Path.Combine(folder, "attachments");
        _database = new RegistryDatabase(folder, busyTimeout);
        _time = time;
        _checkpoint = checkpoint;
    }

    /// <inheritdoc/>
    public override Champion? FindChampion(string model) => Find(model, "stage", nameof(Stage.Production)) is { } version
        ? new Champion(model, version.Version, FolderOf(model, version.Version), version.ContentHash) { ModelHash = ModelHashIn(FolderOf(model, version.Version), version.ContentHash) }
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
    public override IReadOnlyList<RegisteredModel> Models() => Read(tables => tables.Names().Select(name => tables.Find(name)!).ToArray()) ?? [];

    /// <inheritdoc/>
    public override RegisteredModel? FindModel(string name) => Read(tables => tables.Find(name));

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
            var registration = Write(tables => Add(tables, candidate, incoming, files));
            _checkpoint("committed");
            return registration;
        });
    }

    /// <inheritdoc/>
    public override EditResult Edit(string model, RegistryEdit edit, Change change) => _database.Guard(() =>
    {
        if (edit is RegistryEdit.Attach attach)
        {
            return Attach(model, attach, change);
        }

        var result = Write(tables => Edit(tables, model, change, editor => editor.Apply(edit)));
        if (edit is RegistryEdit.Delete deleted)
        {
            _checkpoint("deleted");
            ModelFiles.Remove(FolderOf(model, deleted.Version));
            ModelFiles.Remove(AttachmentsOf(model, deleted.Version));
        }

        return result;
    });

    /// <inheritdoc/>
    public override string FetchAttachment(ModelVersion version, Attachment file, CancellationToken ct)
    {
        var path = Path.Combine(AttachmentsOf(version.Model, version.Version), file.Name);
        return File.Exists(path) && _database.Guard(() => ContentHash.OfFile(path)) == file.Sha256 ? path : throw new MlOpsException(
            Rules.RegistryDamaged, new(path.Replace('\\', '/')), $"the file is not what was attached to {ModelReference.To(version)}");
    }

    /// <inheritdoc/>
    public override bool IsIntact(ModelVersion version, string? filesHash) => _database.Guard(() =>
    {
        if (!Directory.Exists(version.Folder))
        {
            return false;
        }

        var files = ModelFiles.Read(version.Folder);
        return ModelFiles.ContentHashOf(files) == version.ContentHash && (filesHash is null || ModelFiles.HashOfAll(files) == filesHash);
    });

    /// <inheritdoc/>
    public override IReadOnlyList<Leftover> Collect(bool remove, CancellationToken ct) => !_database.Exists ? [] : _database.Guard(() =>
    {
        // whoever registers holds the write lock from moving the files to their place until the row is there
        var unnamed = new UnnamedFiles(_incoming, _models, _attachments);
        return remove
            ? Write(tables => unnamed.Find([.. tables.Names().Select(name => tables.Find(name)!)]).Select(left => UnnamedFiles.Remove(left, ct)).ToList())
            : unnamed.Find(Models()).ToList();
    });

    private IncomingFolder Claim() => Write(_ =>
    {
        IncomingFolder.Sweep(_incoming);
        return IncomingFolder.Claim(_incoming);
    });

    private Registration Add(ModelTables tables, Candidate candidate, IncomingFolder incoming, IReadOnlyList<ModelFile> files)
    {
        var model = tables.FindToEdit(candidate.Model) ?? RegisteredModel.New(candidate.Model);
        var editor = new ModelEditor(model, candidate.Change, _time.GetUtcNow());
        var contentHash = ModelFiles.ContentHashOf(files);
        var known = model.Versions.FirstOrDefault(version => version.ContentHash == contentHash);
        var (version, filesHash) = known is null ? AddFiles(model.LastNumber + 1, candidate, contentHash, incoming, files) : (known, null);
        var registration = editor.Register(candidate, version, filesHash);
        tables.Save(model, editor);
        _checkpoint("added");
        return registration;
    }

    private (ModelVersion Version, string FilesHash) AddFiles(int number, Candidate candidate, string contentHash, IncomingFolder incoming, IReadOnlyList<ModelFile> files)
    {
        var version = candidate.AsVersion(number, contentHash, files.Sum(file => file.Bytes), _time.GetUtcNow(), FolderOf(candidate.Model, number));
        var lineage = Lineage.Of(version, candidate);
        ModelFile[] added =
        [
            ModelFiles.Write(incoming.Path, Lineage.FileName, lineage.ToJson()),
            ModelFiles.Write(incoming.Path, ModelCard.FileName, ModelCard.Write(lineage, candidate)),
        ];
        ModelFiles.Remove(version.Folder); // what a process left that was killed between the next two lines
        _checkpoint("prepared");
        incoming.MoveTo(version.Folder);
        _checkpoint("moved");
        return (version, ModelFiles.HashOfAll([.. files, .. added]));
    }

    private EditResult Attach(string model, RegistryEdit.Attach edit, Change change)
    {
        _ = AttachmentName.Check(edit.Name);
        using var incoming = Claim();
        var file = ModelFiles.CopyFile(edit.File, incoming.Path, edit.Name, CancellationToken.None);
        _checkpoint("attachment copied");
        return Write(tables => Edit(tables, model, change, editor =>
        {
            var result = editor.Attach(edit.Version, new(file.Path, file.Sha256, file.Bytes));
            if (result.Entries.Count > 0)
            {
                incoming.MoveFileTo(edit.Name, AttachmentsOf(model, edit.Version));
                _checkpoint("attachment moved");
            }

            return result;
        }));
    }

    private EditResult Edit(ModelTables tables, string name, Change change, Func<ModelEditor, EditResult> edit)
    {
        var model = tables.FindToEdit(ModelName.Check(name)) ?? throw NoModel(name, tables.Names());
        var editor = new ModelEditor(model, change, _time.GetUtcNow());
        var result = edit(editor);
        if (result.Entries.Count > 0)
        {
            tables.Save(model, editor);
        }

        return result;
    }

    private string AttachmentsOf(string model, int version) => Path.Combine(_attachments, model, version.ToString(CultureInfo.InvariantCulture));

    private string FolderOf(string model, int version) => Path.Combine(_models, model, version.ToString(CultureInfo.InvariantCulture));

    private FoundVersion? Find(string model, string column, string value)
    {
        if (!_database.Exists)
        {
            return null;
        }

        return QuickLookup.TryFind(_database.FilePath, model, column, value, out var quick)
            ? quick
            : FindModel(model)?.Versions.FirstOrDefault(version => (column == "stage" ? version.Stage.ToString() : version.ContentHash) == value) is { } version ? new(version.Version, version.Stage, version.ContentHash) : null;
    }

    private T? Read<T>(Func<ModelTables, T?> query)
        where T : class => _database.Exists ? _database.Read(connection => query(new ModelTables(connection, FolderOf))) : null;

    private T Write<T>(Func<ModelTables, T> change) => _database.Write(connection => change(new ModelTables(connection, FolderOf)));
}
