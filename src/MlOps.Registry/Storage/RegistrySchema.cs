namespace MlOps.Registry.Storage;

/// <summary>The tables of <c>registry.db</c>. What must never happen is forbidden here, whoever opens the file.</summary>
internal static class RegistrySchema
{
    /// <summary>Kept in the database's <c>user_version</c>; 0 means that nothing was registered yet.</summary>
    public const int Version = 1;

    public const string Create = """
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
}
