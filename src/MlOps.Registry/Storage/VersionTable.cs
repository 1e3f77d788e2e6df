using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MlOps.Registry.Storage;

/// <summary>Reads and writes versions and their history inside a transaction of the caller's.</summary>
/// <param name="connection">An open connection, in a transaction.</param>
/// <param name="folderOf">The folder of a model's version.</param>
internal sealed class VersionTable(SqliteConnection connection, Func<string, int, string> folderOf)
{
    private const string Columns = "SELECT model, version, stage, content_hash, bytes, registered_at, registered_by, run FROM version";

    public IReadOnlyList<string> Models() => connection.Rows(row => row.GetString(0), "SELECT DISTINCT model FROM version ORDER BY model");

    public IReadOnlyList<ModelVersion> Versions(string model) => connection.Rows(Read, $"{Columns} WHERE model = $0 ORDER BY version", model);

    public ModelVersion? Find(string model, int version) => connection.Rows(Read, $"{Columns} WHERE model = $0 AND version = $1", model, version).FirstOrDefault();

    /// <summary>The version with a text in a column: <c>stage</c> or <c>content_hash</c>.</summary>
    public ModelVersion? Find(string model, string column, string value) =>
        connection.Rows(Read, $"{Columns} WHERE model = $0 AND {column} = $1", model, value).FirstOrDefault();

    public IReadOnlyList<HistoryEntry> History(string model) => connection.Rows(
        row => new HistoryEntry(
            row.GetInt32(0),
            row.IsDBNull(1) ? null : Enum.Parse<Stage>(row.GetString(1)),
            Enum.Parse<Stage>(row.GetString(2)),
            Time(row.GetString(3)),
            new Change(row.GetString(4), row.GetString(5), row.GetString(6))),
        "SELECT version, from_stage, to_stage, at, by, run, reason FROM history WHERE model = $0 ORDER BY id",
        model);

    /// <summary>The number that the next version gets.</summary>
    public int Next(string model) => 1 + (int)connection.Scalar<long>("SELECT max(version) FROM version WHERE model = $0", model);

    /// <summary>Adds a version in stage None, and its registration to the history.</summary>
    public void Add(ModelVersion version, Change change)
    {
        _ = connection.Execute(
            "INSERT INTO version (model, version, stage, content_hash, bytes, registered_at, registered_by, run) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)",
            version.Model,
            version.Version,
            nameof(Stage.None),
            version.ContentHash,
            version.Bytes,
            Text(version.At),
            version.By,
            version.Run);
        Remember(version, null, Stage.None, version.At, change);
    }

    /// <summary>Moves a version. One that was in Staging or Production before it is archived.</summary>
    /// <returns>The version that was archived, where there was one.</returns>
    public int? Move(ModelVersion version, Stage to, DateTimeOffset at, Change change)
    {
        var replaced = to is Stage.Staging or Stage.Production ? Find(version.Model, "stage", to.ToString()) : null;
        if (replaced is not null)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"version {version.Version} took its place");
            SetStage(replaced, Stage.Archived, at, change with { Reason = reason });
        }

        SetStage(version, to, at, change);
        return replaced?.Version;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private void SetStage(ModelVersion version, Stage to, DateTimeOffset at, Change change)
    {
        _ = connection.Execute("UPDATE version SET stage = $0 WHERE model = $1 AND version = $2", to.ToString(), version.Model, version.Version);
        Remember(version, version.Stage, to, at, change);
    }

    private void Remember(ModelVersion version, Stage? from, Stage to, DateTimeOffset at, Change change) => _ = connection.Execute(
        "INSERT INTO history (model, version, from_stage, to_stage, at, by, run, reason) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)",
        version.Model,
        version.Version,
        from?.ToString(),
        to.ToString(),
        Text(at),
        change.By,
        change.Run,
        change.Reason);

    private ModelVersion Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1),
        Enum.Parse<Stage>(row.GetString(2)),
        row.GetString(3),
        row.GetInt64(4),
        Time(row.GetString(5)),
        row.GetString(6),
        row.GetString(7),
        folderOf(row.GetString(0), row.GetInt32(1)));
}
