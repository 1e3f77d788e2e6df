using System.Data.Common;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Postgres;

/// <summary>The tables of a registry in PostgreSQL: those of SQLite's with the same rules, and what SQLite's registry keeps in files.</summary>
internal static class PostgresSchema
{
    /// <summary>The schema that holds the tables.</summary>
    public const string Name = "mlops";

    /// <summary>The format that this program writes.</summary>
    public const int Version = 1;

    // any number, the same in every program that makes these tables
    private const long MigrationLock = 0x6D6C6F7073; // 'mlops'

    private const string First = """
        CREATE TABLE format (
            one     BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (one),
            version INTEGER NOT NULL
        );

        CREATE TABLE model (
            name         TEXT NOT NULL COLLATE "C" PRIMARY KEY,
            description  TEXT NOT NULL,
            last_version INTEGER NOT NULL CHECK (last_version > 0),
            lines        INTEGER NOT NULL,
            head         TEXT NOT NULL
        );

        CREATE TABLE version (
            model         TEXT NOT NULL COLLATE "C" REFERENCES model (name),
            version       INTEGER NOT NULL CHECK (version > 0),
            stage         TEXT NOT NULL CHECK (stage IN ('None', 'Staging', 'Production', 'Archived')),
            content_hash  TEXT NOT NULL CHECK (length(content_hash) = 64),
            bytes         BIGINT NOT NULL,
            registered_at TEXT NOT NULL,
            registered_by TEXT NOT NULL,
            run           TEXT NOT NULL,
            description   TEXT NOT NULL DEFAULT '',
            approvals     INTEGER NOT NULL DEFAULT 0 CHECK (approvals >= 0),
            PRIMARY KEY (model, version),
            UNIQUE (model, content_hash)
        );
        CREATE UNIQUE INDEX one_in_production ON version (model) WHERE stage = 'Production';
        CREATE UNIQUE INDEX one_in_staging ON version (model) WHERE stage = 'Staging';

        CREATE TABLE file (
            model   TEXT NOT NULL COLLATE "C",
            version INTEGER NOT NULL,
            path    TEXT NOT NULL COLLATE "C",
            sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
            bytes   BIGINT NOT NULL,
            PRIMARY KEY (model, version, path),
            FOREIGN KEY (model, version) REFERENCES version (model, version) ON DELETE CASCADE
        );

        CREATE TABLE card (
            model      TEXT NOT NULL COLLATE "C",
            version    INTEGER NOT NULL,
            training   TEXT,
            model_hash TEXT NOT NULL CHECK (length(model_hash) = 64),
            lineage    TEXT NOT NULL,
            text       TEXT NOT NULL,
            PRIMARY KEY (model, version),
            FOREIGN KEY (model, version) REFERENCES version (model, version) ON DELETE CASCADE
        );

        CREATE TABLE alias (
            model   TEXT NOT NULL COLLATE "C",
            alias   TEXT NOT NULL COLLATE "C",
            version INTEGER NOT NULL,
            PRIMARY KEY (model, alias),
            FOREIGN KEY (model, version) REFERENCES version (model, version)
        );

        CREATE TABLE tag (
            model   TEXT NOT NULL COLLATE "C" REFERENCES model (name),
            version INTEGER NOT NULL,
            key     TEXT NOT NULL COLLATE "C",
            value   TEXT NOT NULL,
            PRIMARY KEY (model, version, key)
        );

        CREATE TABLE attachment (
            model   TEXT NOT NULL COLLATE "C",
            version INTEGER NOT NULL,
            name    TEXT NOT NULL COLLATE "C",
            sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
            bytes   BIGINT NOT NULL,
            PRIMARY KEY (model, version, name),
            FOREIGN KEY (model, version) REFERENCES version (model, version)
        );
        CREATE UNIQUE INDEX attachment_any_case ON attachment (model, version, lower(name));

        CREATE TABLE waiting (
            model    TEXT NOT NULL COLLATE "C",
            version  INTEGER NOT NULL,
            stage    TEXT NOT NULL CHECK (stage IN ('Staging', 'Production')),
            needed   INTEGER NOT NULL CHECK (needed > 0),
            champion INTEGER,
            by       TEXT NOT NULL,
            at       TEXT NOT NULL,
            PRIMARY KEY (model, version),
            FOREIGN KEY (model, version) REFERENCES version (model, version)
        );

        CREATE TABLE approval (
            model   TEXT NOT NULL COLLATE "C",
            version INTEGER NOT NULL,
            by      TEXT NOT NULL,
            at      TEXT NOT NULL COLLATE "C",
            reason  TEXT NOT NULL,
            PRIMARY KEY (model, version, by),
            FOREIGN KEY (model, version) REFERENCES waiting (model, version)
        );

        CREATE TABLE history (
            model      TEXT NOT NULL COLLATE "C" REFERENCES model (name),
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
        );

        CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$;

        CREATE TRIGGER version_no_change BEFORE UPDATE OF model, version, content_hash, bytes, registered_at, registered_by, run ON version
            FOR EACH ROW EXECUTE FUNCTION forbid('a version never changes');
        CREATE TRIGGER version_in_use BEFORE DELETE ON version
            FOR EACH ROW WHEN (OLD.stage IN ('Staging', 'Production')) EXECUTE FUNCTION forbid('a version in use is never deleted');
        CREATE TRIGGER version_no_truncate BEFORE TRUNCATE ON version EXECUTE FUNCTION forbid('versions are deleted one by one');
        CREATE FUNCTION new_number() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.version IS DISTINCT FROM (SELECT last_version FROM model WHERE name = NEW.model) THEN
                RAISE EXCEPTION 'a version has the number that was given last' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER version_new_number BEFORE INSERT ON version FOR EACH ROW EXECUTE FUNCTION new_number();
        CREATE TRIGGER model_no_delete BEFORE DELETE ON model FOR EACH ROW EXECUTE FUNCTION forbid('a model is never deleted');
        CREATE TRIGGER model_no_truncate BEFORE TRUNCATE ON model EXECUTE FUNCTION forbid('a model is never deleted');
        CREATE TRIGGER model_counts_up BEFORE UPDATE ON model
            FOR EACH ROW WHEN (NEW.name <> OLD.name OR NEW.last_version NOT BETWEEN OLD.last_version AND OLD.last_version + 1 OR NEW.lines < OLD.lines)
            EXECUTE FUNCTION forbid('numbers are given once');
        CREATE TRIGGER file_no_change BEFORE UPDATE ON file FOR EACH ROW EXECUTE FUNCTION forbid('a version never changes');
        CREATE TRIGGER card_no_change BEFORE UPDATE ON card FOR EACH ROW EXECUTE FUNCTION forbid('a version never changes');
        CREATE TRIGGER attachment_no_change BEFORE UPDATE ON attachment FOR EACH ROW EXECUTE FUNCTION forbid('an attached file never changes');
        CREATE TRIGGER history_no_change BEFORE UPDATE ON history FOR EACH ROW EXECUTE FUNCTION forbid('history is append-only');
        CREATE TRIGGER history_no_delete BEFORE DELETE ON history FOR EACH ROW EXECUTE FUNCTION forbid('history is append-only');
        CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history EXECUTE FUNCTION forbid('history is append-only');

        INSERT INTO format (version) VALUES (0);
        """;

    /// <summary>The format of the tables that are there; 0 where there are none.</summary>
    /// <param name="connection">The database, in a transaction.</param>
    public static int FormatOf(DbConnection connection) =>
        connection.Number($"SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = '{Name}' AND tablename = 'format'") == 0 ? 0 : (int)connection.Number("SELECT version FROM format");

    /// <summary>Brings the tables to the present format: one process does it, and the others wait for its transaction.</summary>
    /// <param name="connection">The database, in a transaction of the caller's.</param>
    public static void Upgrade(DbConnection connection)
    {
        _ = connection.Execute("SELECT pg_advisory_xact_lock(@p0)", MigrationLock);
        var format = FormatOf(connection);
        if (format < 1)
        {
            _ = connection.Execute($"CREATE SCHEMA IF NOT EXISTS {Name}");
            _ = connection.Execute(First);
        }

        if (format < Version)
        {
            _ = connection.Execute("UPDATE format SET version = @p0", Version);
        }
    }
}
