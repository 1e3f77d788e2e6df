using System.Data.Common;

namespace MlOps.Registry.Storage;

/// <summary>The tables of <c>registry.db</c>. What must never happen is forbidden here, whoever opens the file.</summary>
internal static class RegistrySchema
{
    /// <summary>Kept in the database's <c>user_version</c>; 0 means that nothing was registered yet.</summary>
    public const int Version = 2;

    /// <summary>The first version whose table <c>version</c> holds what an unchanged run asks for.</summary>
    public const int OldestReadable = 1;

    private const string First = """
        CREATE TABLE version (
            model         TEXT NOT NULL,
            version       INTEGER NOT NULL CHECK (version > 0),
            stage         TEXT NOT NULL CHECK (stage IN ('None', 'Staging', 'Production', 'Archived')),
            content_hash  TEXT NOT NULL CHECK (length(content_hash) = 64),
            bytes         INTEGER NOT NULL,
            registered_at TEXT NOT NULL,
            registered_by TEXT NOT NULL,
            run           TEXT NOT NULL,
            PRIMARY KEY (model, version),
            UNIQUE (model, content_hash)
        ) STRICT;

        CREATE UNIQUE INDEX one_in_production ON version (model) WHERE stage = 'Production';
        CREATE UNIQUE INDEX one_in_staging ON version (model) WHERE stage = 'Staging';

        CREATE TABLE history (
            id         INTEGER PRIMARY KEY AUTOINCREMENT,
            model      TEXT NOT NULL,
            version    INTEGER NOT NULL,
            from_stage TEXT,
            to_stage   TEXT NOT NULL,
            at         TEXT NOT NULL,
            by         TEXT NOT NULL,
            run        TEXT NOT NULL,
            reason     TEXT NOT NULL,
            FOREIGN KEY (model, version) REFERENCES version (model, version)
        ) STRICT;

        CREATE TRIGGER version_no_change BEFORE UPDATE OF model, version, content_hash, bytes, registered_at, registered_by, run ON version
        BEGIN SELECT RAISE(ABORT, 'a version never changes'); END;
        CREATE TRIGGER version_no_delete BEFORE DELETE ON version
        BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
        CREATE TRIGGER history_no_change BEFORE UPDATE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
        CREATE TRIGGER history_no_delete BEFORE DELETE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
        """;

    private const string Second = """
        DROP TRIGGER version_no_delete;
        DROP TRIGGER history_no_change;
        DROP TRIGGER history_no_delete;
        ALTER TABLE history RENAME TO history_1;
        ALTER TABLE version ADD COLUMN description TEXT NOT NULL DEFAULT '';
        ALTER TABLE version ADD COLUMN approvals INTEGER NOT NULL DEFAULT 0 CHECK (approvals >= 0);

        CREATE TABLE model (
            name         TEXT NOT NULL PRIMARY KEY,
            description  TEXT NOT NULL,
            last_version INTEGER NOT NULL CHECK (last_version > 0),
            lines        INTEGER NOT NULL,
            head         TEXT NOT NULL
        ) STRICT;

        CREATE TABLE alias (
            model   TEXT NOT NULL,
            alias   TEXT NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (model, alias),
            FOREIGN KEY (model, version) REFERENCES version (model, version)
        ) STRICT;

        CREATE TABLE tag (
            model   TEXT NOT NULL REFERENCES model (name),
            version INTEGER NOT NULL,
            key     TEXT NOT NULL,
            value   TEXT NOT NULL,
            PRIMARY KEY (model, version, key)
        ) STRICT;

        CREATE TABLE attachment (
            model   TEXT NOT NULL,
            version INTEGER NOT NULL,
            name    TEXT NOT NULL COLLATE NOCASE,
            sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
            bytes   INTEGER NOT NULL,
            PRIMARY KEY (model, version, name),
            FOREIGN KEY (model, version) REFERENCES version (model, version)
        ) STRICT;

        CREATE TABLE waiting (
            model    TEXT NOT NULL,
            version  INTEGER NOT NULL,
            stage    TEXT NOT NULL CHECK (stage IN ('Staging', 'Production')),
            needed   INTEGER NOT NULL CHECK (needed > 0),
            champion INTEGER,
            by       TEXT NOT NULL,
            at       TEXT NOT NULL,
            PRIMARY KEY (model, version),
            FOREIGN KEY (model, version) REFERENCES version (model, version)
        ) STRICT;

        CREATE TABLE approval (
            model   TEXT NOT NULL,
            version INTEGER NOT NULL,
            by      TEXT NOT NULL,
            at      TEXT NOT NULL,
            reason  TEXT NOT NULL,
            PRIMARY KEY (model, version, by),
            FOREIGN KEY (model, version) REFERENCES waiting (model, version)
        ) STRICT;

        CREATE TABLE history (
            model      TEXT NOT NULL REFERENCES model (name),
            line       INTEGER NOT NULL CHECK (line > 0),
            version    INTEGER,
            action     TEXT NOT NULL,
            from_stage TEXT,
            to_stage   TEXT,
            subject    TEXT NOT NULL,
            value      TEXT NOT NULL,
            at         TEXT NOT NULL,
            by         TEXT NOT NULL,
            run        TEXT NOT NULL,
            reason     TEXT NOT NULL,
            hash       TEXT NOT NULL CHECK (length(hash) = 64),
            PRIMARY KEY (model, line)
        ) STRICT;

        CREATE TRIGGER version_in_use BEFORE DELETE ON version WHEN OLD.stage IN ('Staging', 'Production')
        BEGIN SELECT RAISE(ABORT, 'a version in use is never deleted'); END;
        CREATE TRIGGER version_new_number BEFORE INSERT ON version WHEN NEW.version IS NOT (SELECT last_version FROM model WHERE name = NEW.model)
        BEGIN SELECT RAISE(ABORT, 'a version has the number that was given last'); END;
        CREATE TRIGGER model_no_delete BEFORE DELETE ON model
        BEGIN SELECT RAISE(ABORT, 'a model is never deleted'); END;
        CREATE TRIGGER model_counts_up BEFORE UPDATE ON model WHEN NEW.name <> OLD.name OR NEW.last_version NOT BETWEEN OLD.last_version AND OLD.last_version + 1 OR NEW.lines < OLD.lines
        BEGIN SELECT RAISE(ABORT, 'numbers are given once'); END;
        CREATE TRIGGER attachment_no_change BEFORE UPDATE ON attachment
        BEGIN SELECT RAISE(ABORT, 'an attached file never changes'); END;
        CREATE TRIGGER history_no_change BEFORE UPDATE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
        CREATE TRIGGER history_no_delete BEFORE DELETE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

        INSERT INTO model SELECT model, '', max(version), 0, '' FROM version GROUP BY model;
        """;

    /// <summary>Brings a database to the present version, in a transaction of the caller's.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="version">The version that it has.</param>
    public static void Upgrade(DbConnection connection, int version)
    {
        if (version < 1)
        {
            _ = connection.Execute(First);
        }

        if (version < 2)
        {
            _ = connection.Execute(Second);
            LinkHistory(connection);
        }

        _ = connection.Execute(FormattableString.Invariant($"PRAGMA user_version = {Version}"));
    }

    // the lines of version 1 have no hashes: their chain begins now
    private static void LinkHistory(DbConnection connection)
    {
        foreach (var model in connection.Rows(row => row.GetString(0), "SELECT name FROM model"))
        {
            var lines = connection.Rows(
                row => new HistoryEntry(
                    row.GetInt32(0),
                    row.IsDBNull(1) ? HistoryAction.Registered : HistoryAction.Moved,
                    row.GetStage(1),
                    row.GetStage(2),
                    row.GetTime(3),
                    new Change(row.GetString(4), row.GetString(5), row.GetString(6))),
                "SELECT version, from_stage, to_stage, at, by, run, reason FROM history_1 WHERE model = @p0 ORDER BY id",
                model);
            var (linked, head) = HistoryChain.Append(model, HistoryHead.None, lines);
            new HistoryTable(connection).Add(model, 0, linked);
            _ = connection.Execute("UPDATE model SET lines = @p1, head = @p2 WHERE name = @p0", model, head.Entries, head.Hash);
        }

        _ = connection.Execute("DROP TABLE history_1");
    }
}
