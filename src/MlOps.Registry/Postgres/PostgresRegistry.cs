using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Registry.Artifacts;
using MlOps.Registry.Cards;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Postgres;

/// <summary>The models of a team in a PostgreSQL database, with their files in an artifact store. Safe for any number of processes on any number of machines.</summary>
/// <remarks>
/// A candidate's files go into the store first, under their hashes, where nobody looks for them. Then, in one transaction that holds the model's row locked,
/// the next number is read and the version's rows are written: that is the moment of the registration. A process killed before leaves files that no version
/// has, which are collected a day later. What comes down is checked against the hashes in the rows. Every failure below is an <see cref="MlOpsException"/>:
/// MLOPS5001 busy, MLOPS5002 damaged, MLOPS5003 other failures, MLOPS5007 too new, MLOPS5101 to MLOPS5106.
/// </remarks>
public sealed class PostgresRegistry : ModelRegistry, IDisposable
{
    private readonly PostgresDatabase _database;
    private readonly ArtifactStore _artifacts;
    private readonly VersionDownload _download;
    private readonly string _cache;
    private readonly TimeProvider _time;
    private readonly Action<string> _checkpoint;

    /// <summary>Names a registry. Nothing is asked yet.</summary>
    /// <param name="address">The database.</param>
    /// <param name="artifacts">Keeps the files; the registry disposes of it.</param>
    /// <param name="cache">Full path of the folder that keeps what was downloaded.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lockTimeout">How long to wait for another process; 30 s when null.</param>
    public PostgresRegistry(PostgresAddress address, ArtifactStore artifacts, string cache, TimeProvider time, TimeSpan? lockTimeout = null)
        : this(address, artifacts, cache, time, lockTimeout ?? TimeSpan.FromSeconds(30), _ => { })
    {
    }

    // for tests: checkpoint is called with a name at each point at which a kill leaves another state
    internal PostgresRegistry(PostgresAddress address, ArtifactStore artifacts, string cache, TimeProvider time, TimeSpan lockTimeout, Action<string> checkpoint)
    {
        _database = new(address, lockTimeout);
        _artifacts = artifacts;
        _download = new(_database, artifacts);
        _cache = Path.Combine(cache, Files.ContentHash.OfText(address.Shown)[..16]);
        _time = time;
        _checkpoint = checkpoint;
    }

    /// <inheritdoc/>
    public override IEnumerable<string>? FilesOf(IEnumerable<Registration> registrations) => null;

    /// <inheritdoc/>
    public override bool Holds(Registration registration) =>
        Find(registration.Model, "content_hash", registration.ContentHash) is { } version && version.Version == registration.Version && version.Stage == registration.Stage;

    /// <inheritdoc/>
    public override Champion? FindChampion(string model) => Find(model, "stage", nameof(Stage.Production)) is { } version
        ? new Champion(model, version.Version, FolderOf(model, version.Version, version.ContentHash), version.ContentHash) { ModelHash = ModelHashOf(model, version.Version) ?? version.ContentHash }
        : null;

    /// <inheritdoc/>
    public override IReadOnlyList<RegisteredModel> Models() => Read(tables => tables.Names().Select(name => Load(tables, name)!).ToArray()) ?? [];

    /// <inheritdoc/>
    public override RegisteredModel? FindModel(string name) => Read(tables => Load(tables, name));

    /// <inheritdoc/>
    public override Lineage LineageOf(ModelVersion version) => Lineage.Parse(_download.Card(version).Lineage);

    /// <inheritdoc/>
    public override Registration Register(Candidate candidate, CancellationToken ct)
    {
        _ = ModelName.Check(candidate.Model);
        CheckFolder(candidate.Folder);
        var files = ModelFiles.Read(candidate.Folder);
        var contentHash = ModelFiles.ContentHashOf(files);
        if (Find(candidate.Model, "content_hash", contentHash) is null)
        {
            _checkpoint("described");
            foreach (var file in files)
            {
                _artifacts.Put(file.Sha256, Path.Combine(candidate.Folder, file.Path), ct);
                _checkpoint("kept");
            }
        }

        ct.ThrowIfCancellationRequested();
        var registration = _database.Write(candidate.Model, connection =>
        {
            var tables = TablesOf(connection);
            var model = Load(tables, candidate.Model) ?? RegisteredModel.New(candidate.Model);
            var editor = new ModelEditor(model, candidate.Change, _time.GetUtcNow());
            var known = model.Versions.FirstOrDefault(version => version.ContentHash == contentHash);
            var registration = known is null ? AddNew(connection, tables, model, editor, candidate, contentHash, files) : editor.Register(candidate, known, filesHash: null);
            if (known is not null)
            {
                tables.Save(model, editor);
            }

            _checkpoint("added");
            return registration;
        });
        _checkpoint("committed");
        return registration;
    }

    /// <inheritdoc/>
    public override EditResult Edit(string model, RegistryEdit edit, Change change)
    {
        if (edit is not RegistryEdit.Attach attach)
        {
            return Edit(model, change, editor => editor.Apply(edit));
        }

        var file = new Attachment(AttachmentName.Check(attach.Name), Files.ContentHash.OfFile(attach.File), new FileInfo(attach.File).Length);
        _artifacts.Put(file.Sha256, attach.File, CancellationToken.None);
        return Edit(model, change, editor => editor.Attach(attach.Version, file));
    }

    /// <inheritdoc/>
    public override string FetchAttachment(ModelVersion version, Attachment file, CancellationToken ct)
    {
        var folder = Path.Combine(_cache, "attachments", file.Sha256);
        var path = Path.Combine(folder, file.Name);
        if (File.Exists(path) && Files.ContentHash.OfFile(path) == file.Sha256)
        {
            return path;
        }

        ModelFiles.Remove(folder);
        VersionDownload.Place(folder, staged => _download.Bring(new(file.Name, file.Bytes, file.Sha256), staged, version, ct));
        return path;
    }

    /// <inheritdoc/>
    public override bool IsIntact(ModelVersion version, string? filesHash)
    {
        var folder = Path.Combine(_cache, $"verify-{Guid.NewGuid():n}");
        try
        {
            _download.Bring(version, folder, CancellationToken.None);
            return filesHash is null || ModelFiles.HashOfAll(ModelFiles.Read(folder)) == filesHash;
        }
        catch (MlOpsException e) when (e.Diagnostic.Rule == Rules.RegistryDamaged)
        {
            return false;
        }
        finally
        {
            ModelFiles.Remove(folder);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Leftover> Collect(bool remove, CancellationToken ct)
    {
        // listed before the tables are read: what is registered in between is named there
        var kept = _artifacts.List(ct).ToList();
        var used = _database.Read(connection => new FileTables(connection).Used());
        var before = _time.GetUtcNow().UtcDateTime - ArtifactStore.CollectAge;
        var left = new List<Leftover>();
        foreach (var artifact in kept.Where(artifact => artifact.Written < before && used?.Contains(artifact.Sha256) != true))
        {
            if (remove)
            {
                ct.ThrowIfCancellationRequested();
                _artifacts.Remove(artifact.Sha256, before, ct);
            }

            left.Add(new($"artifact {artifact.Sha256}", "a file that no version has", artifact.Bytes));
        }

        return left;
    }

    /// <inheritdoc/>
    /// <exception cref="MlOpsException">MLOPS5002: the artifacts are not what was registered.</exception>
    public override void Fetch(ModelVersion version, CancellationToken ct)
    {
        if (!Directory.Exists(version.Folder))
        {
            VersionDownload.Place(version.Folder, staged => _download.Bring(version, staged, ct));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _database.Dispose();
        _artifacts.Dispose();
    }

    /// <inheritdoc/>
    protected override string? TrainingOf(ModelVersion version) =>
        _database.Read(connection => new FileTables(connection).Training(version.Model, version.Version));

    /// <inheritdoc/>
    protected override string ModelHashOf(ModelVersion version) => ModelHashOf(version.Model, version.Version) ?? version.ContentHash;

    private string? ModelHashOf(string model, int version) => _database.Read(connection => new FileTables(connection).ModelHash(model, version));

    private static ModelTables TablesOf(DbConnection connection) => new(connection, (_, _) => "");

    private T? Read<T>(Func<ModelTables, T?> query)
        where T : class => _database.Read(connection => query(TablesOf(connection)));

    // the folder's name holds the content, so that what was downloaded of another database never stands for this one's
    private RegisteredModel? Load(ModelTables tables, string name) => tables.Find(name) is { } model
        ? model with { Versions = [.. model.Versions.Select(version => version with { Folder = FolderOf(name, version.Version, version.ContentHash) })] }
        : null;

    private string FolderOf(string model, int version, string contentHash) =>
        Path.Combine(_cache, model, string.Create(CultureInfo.InvariantCulture, $"{version}-{contentHash}"));

    private FoundVersion? Find(string model, string column, string value) => _database.Read(connection => connection.Rows(
        row => new FoundVersion(row.GetInt32(0), Enum.Parse<Stage>(row.GetString(1)), row.GetString(2)),
        $"SELECT version, stage, content_hash FROM version WHERE model = @p0 AND {column} = @p1",
        model,
        value).FirstOrDefault());

    private Registration AddNew(
        DbConnection connection, ModelTables tables, RegisteredModel model, ModelEditor editor, Candidate candidate, string contentHash, IReadOnlyList<ModelFile> files)
    {
        var number = model.LastNumber + 1;
        var version = candidate.AsVersion(number, contentHash, files.Sum(file => file.Bytes), _time.GetUtcNow(), FolderOf(candidate.Model, number, contentHash));
        var lineage = Lineage.Of(version, candidate);
        var card = ModelCard.Write(lineage, candidate);
        ModelFile[] added = [Describe(Lineage.FileName, lineage.ToJson()), Describe(ModelCard.FileName, card)];
        var registration = editor.Register(candidate, version, ModelFiles.HashOfAll([.. files, .. added]));
        tables.Save(model, editor);
        var modelHash = ModelVariants.In(candidate.Folder).Count > 1 ? candidate.Trained?.Result.ModelHash ?? contentHash : contentHash;
        new FileTables(connection).Add(lineage, modelHash, card, files);
        return registration;
    }

    private static ModelFile Describe(string name, byte[] content) => new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    private EditResult Edit(string name, Change change, Func<ModelEditor, EditResult> edit) => _database.Write(name, connection =>
    {
        var tables = TablesOf(connection);
        var model = Load(tables, ModelName.Check(name)) ?? throw NoModel(name, tables.Names());
        var editor = new ModelEditor(model, change, _time.GetUtcNow());
        var result = edit(editor);
        if (result.Entries.Count > 0)
        {
            tables.Save(model, editor);
        }

        return result;
    });
}
