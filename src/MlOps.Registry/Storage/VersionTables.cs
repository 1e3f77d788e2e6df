using System.Collections.ObjectModel;
using System.Data.Common;

namespace MlOps.Registry.Storage;

/// <summary>Reads and writes a model's versions with their tags, attached files and approvals, inside a transaction of the caller's.</summary>
/// <param name="connection">An open connection, in a transaction.</param>
/// <param name="folderOf">The folder of a model's version.</param>
internal sealed class VersionTables(DbConnection connection, Func<string, int, string> folderOf)
{
    /// <summary>The number under which a model's own tags are kept.</summary>
    public const int OfModel = 0;

    /// <summary>The tags of a model and its versions, by version.</summary>
    public ILookup<int, (string Key, string Value)> Tags(string model) => connection
        .Rows(row => (Version: row.GetInt32(0), Tag: (row.GetString(1), row.GetString(2))), "SELECT version, key, value FROM tag WHERE model = @p0", model)
        .ToLookup(row => row.Version, row => row.Tag);

    /// <summary>The tags of one version.</summary>
    public static IReadOnlyDictionary<string, string> TagsOf(ILookup<int, (string Key, string Value)> tags, int version) => tags.Contains(version)
        ? new SortedDictionary<string, string>(tags[version].ToDictionary(), StringComparer.Ordinal)
        : ReadOnlyDictionary<string, string>.Empty;

    /// <summary>A model's versions, oldest first.</summary>
    public IReadOnlyList<ModelVersion> Read(string model, ILookup<int, (string Key, string Value)> tags)
    {
        var attachments = connection
            .Rows(row => (Version: row.GetInt32(0), File: new Attachment(row.GetString(1), row.GetString(2), row.GetInt64(3))), "SELECT version, name, sha256, bytes FROM attachment WHERE model = @p0 ORDER BY name", model)
            .ToLookup(row => row.Version, row => row.File);
        var waiting = Waiting(model);
        return connection.Rows(
            row => new ModelVersion(
                model,
                row.GetInt32(0),
                Enum.Parse<Stage>(row.GetString(1)),
                row.GetString(2),
                row.GetInt64(3),
                row.GetTime(4),
                row.GetString(5),
                row.GetString(6),
                folderOf(model, row.GetInt32(0)))
            {
                Description = row.GetString(7),
                Approvals = row.GetInt32(8),
                Tags = TagsOf(tags, row.GetInt32(0)),
                Attachments = [.. attachments[row.GetInt32(0)]],
                Waiting = waiting.GetValueOrDefault(row.GetInt32(0)),
            },
            "SELECT version, stage, content_hash, bytes, registered_at, registered_by, run, description, approvals FROM version WHERE model = @p0 ORDER BY version",
            model);
    }

    /// <summary>Writes what differs between two states of a model's versions.</summary>
    public void Save(RegisteredModel before, RegisteredModel after)
    {
        // who leaves a stage goes first: no two versions may be in it, not even for a moment
        foreach (var version in after.Versions.Where(version => before.Find(version.Version) is { } old && !ReferenceEquals(old, version)).OrderBy(version => version.Stage is Stage.Staging or Stage.Production))
        {
            Update(before.Find(version.Version)!, version);
        }

        foreach (var deleted in before.Versions.Where(version => after.Find(version.Version) is null))
        {
            Delete(deleted);
        }

        foreach (var added in after.Versions.Where(version => before.Find(version.Version) is null))
        {
            Insert(added);
        }
    }

    /// <summary>Writes what differs between two states of a version's tags, or of the model's own.</summary>
    public void SaveTags(string model, int version, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        foreach (var (key, _) in before.Except(after))
        {
            _ = connection.Execute("DELETE FROM tag WHERE model = @p0 AND version = @p1 AND key = @p2", model, version, key);
        }

        foreach (var (key, value) in after.Except(before))
        {
            _ = connection.Execute("INSERT INTO tag (model, version, key, value) VALUES (@p0, @p1, @p2, @p3)", model, version, key, value);
        }
    }

    private Dictionary<int, Waiting> Waiting(string model)
    {
        var approvals = connection
            .Rows(row => (Version: row.GetInt32(0), Approval: new Approval(row.GetString(1), row.GetTime(2), row.GetString(3))), "SELECT version, by, at, reason FROM approval WHERE model = @p0 ORDER BY at, by", model)
            .ToLookup(row => row.Version, row => row.Approval);
        return connection.Rows(
            row => (row.GetInt32(0), new Waiting(Enum.Parse<Stage>(row.GetString(1)), row.GetInt32(2), row.GetNumber(3), row.GetString(4), row.GetTime(5), [.. approvals[row.GetInt32(0)]])),
            "SELECT version, stage, needed, champion, by, at FROM waiting WHERE model = @p0",
            model).ToDictionary();
    }

    private void Insert(ModelVersion version)
    {
        _ = connection.Execute(
            "INSERT INTO version (model, version, stage, content_hash, bytes, registered_at, registered_by, run, description, approvals) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)",
            version.Model,
            version.Version,
            version.Stage.ToString(),
            version.ContentHash,
            version.Bytes,
            version.At.ToText(),
            version.By,
            version.Run,
            version.Description,
            version.Approvals);
        SaveWaiting(version);
    }

    private void Update(ModelVersion old, ModelVersion version)
    {
        _ = connection.Execute(
            "UPDATE version SET stage = @p2, description = @p3, approvals = @p4 WHERE model = @p0 AND version = @p1",
            version.Model,
            version.Version,
            version.Stage.ToString(),
            version.Description,
            version.Approvals);
        SaveTags(version.Model, version.Version, old.Tags, version.Tags);
        foreach (var file in version.Attachments.Except(old.Attachments))
        {
            _ = connection.Execute("INSERT INTO attachment (model, version, name, sha256, bytes) VALUES (@p0, @p1, @p2, @p3, @p4)", version.Model, version.Version, file.Name, file.Sha256, file.Bytes);
        }

        if (!ReferenceEquals(old.Waiting, version.Waiting))
        {
            DeleteOf("approval", version);
            DeleteOf("waiting", version);
            SaveWaiting(version);
        }
    }

    private void SaveWaiting(ModelVersion version)
    {
        if (version.Waiting is not { } waiting)
        {
            return;
        }

        _ = connection.Execute(
            "INSERT INTO waiting (model, version, stage, needed, champion, by, at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
            version.Model,
            version.Version,
            waiting.Stage.ToString(),
            waiting.Needed,
            waiting.Champion,
            waiting.By,
            waiting.At.ToText());
        foreach (var approval in waiting.Approvals)
        {
            _ = connection.Execute("INSERT INTO approval (model, version, by, at, reason) VALUES (@p0, @p1, @p2, @p3, @p4)", version.Model, version.Version, approval.By, approval.At.ToText(), approval.Reason);
        }
    }

    private void Delete(ModelVersion version)
    {
        string[] tables = ["tag", "attachment", "approval", "waiting", "version"];
        foreach (var table in tables)
        {
            DeleteOf(table, version);
        }
    }

    private void DeleteOf(string table, ModelVersion version) =>
        connection.Execute($"DELETE FROM {table} WHERE model = @p0 AND version = @p1", version.Model, version.Version);
}
