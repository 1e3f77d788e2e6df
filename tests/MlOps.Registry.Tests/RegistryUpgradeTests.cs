using Microsoft.Data.Sqlite;
using MlOps.Diagnostics;
using MlOps.Registry.Verification;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

/// <summary>Registries of format 1, as mlops wrote them before there were aliases, tags and approvals.</summary>
public sealed class RegistryUpgradeTests : IDisposable
{
    // the tables and rows of a real one
    private const string Format1 = """
        CREATE TABLE version (model TEXT NOT NULL, version INTEGER NOT NULL CHECK (version > 0),
            stage TEXT NOT NULL CHECK (stage IN ('None', 'Staging', 'Production', 'Archived')), content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
            bytes INTEGER NOT NULL, registered_at TEXT NOT NULL, registered_by TEXT NOT NULL, run TEXT NOT NULL, PRIMARY KEY (model, version), UNIQUE (model, content_hash)) STRICT;
        CREATE UNIQUE INDEX one_in_production ON version (model) WHERE stage = 'Production';
        CREATE UNIQUE INDEX one_in_staging ON version (model) WHERE stage = 'Staging';
        CREATE TABLE history (id INTEGER PRIMARY KEY AUTOINCREMENT, model TEXT NOT NULL, version INTEGER NOT NULL, from_stage TEXT, to_stage TEXT NOT NULL, at TEXT NOT NULL,
            by TEXT NOT NULL, run TEXT NOT NULL, reason TEXT NOT NULL, FOREIGN KEY (model, version) REFERENCES version (model, version)) STRICT;
        CREATE TRIGGER version_no_change BEFORE UPDATE OF model, version, content_hash, bytes, registered_at, registered_by, run ON version BEGIN SELECT RAISE(ABORT, 'a version never changes'); END;
        CREATE TRIGGER version_no_delete BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
        CREATE TRIGGER history_no_change BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
        CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
        INSERT INTO version VALUES
            ('mail-spam', 1, 'Archived', '1111111111111111111111111111111111111111111111111111111111111111', 10, '2026-11-01T08:00:00.0000000+00:00', 'ada', 'run-1'),
            ('mail-spam', 2, 'Production', '2222222222222222222222222222222222222222222222222222222222222222', 20, '2026-11-02T08:00:00.0000000+00:00', 'bob', 'run-2'),
            ('other', 1, 'None', '3333333333333333333333333333333333333333333333333333333333333333', 30, '2026-11-03T08:00:00.0000000+00:00', 'eve', 'run-3');
        INSERT INTO history (model, version, from_stage, to_stage, at, by, run, reason) VALUES
            ('mail-spam', 1, NULL, 'None', '2026-11-01T08:00:00.0000000+00:00', 'ada', 'run-1', 'every gate is met'),
            ('mail-spam', 1, 'None', 'Production', '2026-11-01T08:00:00.0000000+00:00', 'ada', 'run-1', 'every gate is met'),
            ('mail-spam', 2, NULL, 'None', '2026-11-02T08:00:00.0000000+00:00', 'bob', 'run-2', 'every gate is met'),
            ('other', 1, NULL, 'None', '2026-11-03T08:00:00.0000000+00:00', 'eve', 'run-3', 'a gate'),
            ('mail-spam', 1, 'Production', 'Archived', '2026-11-02T08:00:00.0000000+00:00', 'bob', 'run-2', 'version 2 took its place'),
            ('mail-spam', 2, 'None', 'Production', '2026-11-02T08:00:00.0000000+00:00', 'bob', 'run-2', 'every gate is met');
        PRAGMA user_version = 1;
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly LocalRegistry _registry;

    public RegistryUpgradeTests()
    {
        _ = Directory.CreateDirectory(_folder.File("registry"));
        Execute($"PRAGMA journal_mode = WAL; {Format1}");
        _registry = new(_folder.File("registry"), TimeProvider.System);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reading_shows_every_version_and_line_and_leaves_the_file_as_it_is()
    {
        AssertAsBefore();
        Assert.Equal((2, new string('2', 64)), (_registry.FindChampion("mail-spam")!.Version, _registry.FindChampion("mail-spam")!.ContentHash));

        Assert.Equal(1, Number("PRAGMA user_version"));
    }

    [Fact]
    public void The_first_change_upgrades_the_file_and_keeps_every_version_and_line()
    {
        _ = _registry.Edit("mail-spam", new RegistryEdit.SetAlias("champion", 2), new Change("ada", "", ""));

        Assert.Equal(2, Number("PRAGMA user_version"));
        AssertAsBefore();
        Assert.Equal(2, _registry.Show("mail-spam").Aliases["champion"]);
        Assert.Equal("ok", Text("PRAGMA integrity_check"));
        Assert.Equal(0, Number("SELECT count(*) FROM pragma_foreign_key_check"));
        Assert.Null(HistoryChain.FindBreak(_registry.Show("mail-spam")));
    }

    [Fact]
    public void Numbers_go_on_from_those_that_were_given()
    {
        var registered = _registry.Register(Candidates.Make(_folder.File("new"), "new"), CancellationToken.None);

        Assert.Equal((3, 2), (registered.Version, registered.Replaced));
    }

    [Fact]
    public void A_change_that_is_refused_leaves_the_old_format()
    {
        _ = Assert.Throws<MlOpsException>(() => _registry.Edit("mail-spam", new RegistryEdit.Move(9, Stage.Production), new Change("ada", "", "")));

        Assert.Equal(1, Number("PRAGMA user_version"));
        AssertAsBefore();
    }

    [Fact]
    public void An_upgraded_registry_is_the_same_as_a_new_one()
    {
        _ = _registry.Edit("mail-spam", new RegistryEdit.SetAlias("champion", 2), new Change("ada", "", ""));
        _ = new LocalRegistry(_folder.File("fresh"), TimeProvider.System).Register(Candidates.Make(_folder.File("new"), "new"), CancellationToken.None);

        Assert.Equal(Schema("fresh"), Schema("registry"));
    }

    private void AssertAsBefore()
    {
        Assert.Equal(["mail-spam", "other"], _registry.Models().Select(model => model.Name));
        var model = _registry.Show("mail-spam");
        Assert.Equal(
            [(1, Stage.Archived, new string('1', 64), 10L, "ada", "run-1"), (2, Stage.Production, new string('2', 64), 20L, "bob", "run-2")],
            model.Versions.Select(version => (version.Version, version.Stage, version.ContentHash, version.Bytes, version.By, version.Run)));
        Assert.Equal(
            [
                (1, HistoryAction.Registered, null, Stage.None, "ada", "every gate is met"),
                (1, HistoryAction.Moved, Stage.None, Stage.Production, "ada", "every gate is met"),
                (2, HistoryAction.Registered, null, Stage.None, "bob", "every gate is met"),
                (1, HistoryAction.Moved, Stage.Production, Stage.Archived, "bob", "version 2 took its place"),
                (2, HistoryAction.Moved, (Stage?)Stage.None, (Stage?)Stage.Production, "bob", "every gate is met"),
            ],
            model.History.Take(5).Select(entry => (entry.Version!.Value, entry.Action, entry.From, entry.To, entry.Change.By, entry.Change.Reason)));
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero), model.History[3].At);
    }

    private List<string> Schema(string registry)
    {
        using var connection = Open(registry);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT m.type || ' ' || m.name || ': ' || coalesce(group_concat(c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk || coalesce(c.dflt_value, ''), ', '), '') FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) c GROUP BY m.type, m.name HAVING m.name NOT LIKE 'sqlite_%' ORDER BY 1";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private long Number(string sql) => (long)Scalar(sql);

    private string Text(string sql) => (string)Scalar(sql);

    private object Scalar(string sql)
    {
        using var connection = Open("registry");
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var connection = Open("registry");
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    private SqliteConnection Open(string registry)
    {
        var connection = new SqliteConnection($"Data Source={_folder.File($"{registry}/registry.db")};Pooling=false");
        connection.Open();
        return connection;
    }
}
