using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using MlOps.Diagnostics;

namespace MlOps.Registry.Storage;

/// <summary>Opens <c>registry.db</c>, one connection an operation, and says in the user's words what went wrong.</summary>
/// <param name="folder">The registry's folder.</param>
/// <param name="busyTimeout">How long to wait for another process, in whole seconds.</param>
internal sealed class RegistryDatabase(string folder, TimeSpan busyTimeout)
{
    // result codes of SQLite: https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    /// <summary>The database.</summary>
    public string FilePath { get; } = Path.Combine(folder, "registry.db");

    /// <summary>False until something was registered; answered without loading SQLite.</summary>
    public bool Exists => File.Exists(FilePath);

    /// <summary>Reads one consistent state of an existing registry. One of an earlier format is read through a copy in memory: only writing changes the file.</summary>
    /// <param name="query">Reads; called only when there are tables.</param>
    /// <returns>Null where there are none yet: a process was killed at the first registration.</returns>
    public T? Read<T>(Func<DbConnection, T?> query)
        where T : class => Guard(() =>
    {
        using var connection = OpenToRead();
        using var transaction = connection.BeginTransaction(deferred: true);
        return SchemaVersion(connection) switch
        {
            0 => null,
            RegistrySchema.Version => query(connection),
            _ => ReadUpgraded(connection, query),
        };
    });

    /// <summary>Changes the registry as the only writer; all or nothing. The database is made when absent.</summary>
    public T Write<T>(Func<DbConnection, T> change) => Guard(() =>
    {
        _ = Directory.CreateDirectory(folder);
        using var connection = Open(SqliteOpenMode.ReadWriteCreate);

        // FULL: a commit is on the disk before the version is announced, also when the power fails
        _ = connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        using var transaction = connection.BeginTransaction(deferred: false); // BEGIN IMMEDIATE: takes the write lock
        if (SchemaVersion(connection) is var version and < RegistrySchema.Version)
        {
            RegistrySchema.Upgrade(connection, version);
        }

        var result = change(connection);
        transaction.Commit();
        return result;
    });

    /// <summary>Does some work; failures of SQLite and of the disk become the catalogue's.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw e.SqliteErrorCode switch
            {
                Busy or Locked => new MlOpsException(Rules.RegistryBusy, Location.None, $"another process has kept the registry {folder} locked for {busyTimeout.TotalSeconds:0} s", e),
                Corrupt or NotADatabase => new MlOpsException(Rules.RegistryDamaged, Location.None, $"the registry {folder} cannot be read: registry.db is damaged ({e.Message})", e),
                Constraint => new InvalidOperationException($"The registry's schema forbids this change: {e.Message}", e),
                _ => new MlOpsException(Rules.RegistryNotWritable, Location.None, $"the registry {folder} cannot be used: {e.Message}", e),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MlOpsException(Rules.RegistryNotWritable, Location.None, $"the registry {folder} cannot be used: {e.Message}", e);
        }
    }

    // a database in WAL mode is opened for writing by readers too, as they share its memory file;
    // on a read-only disk nobody can be writing it, so that it may be read as it lies
    private SqliteConnection OpenToRead()
    {
        try
        {
            return Open(SqliteOpenMode.ReadWrite);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is ReadOnly or CannotOpen)
        {
            return Open(SqliteOpenMode.ReadOnly, new Uri(Path.GetFullPath(FilePath)).AbsoluteUri + "?immutable=1");
        }
    }

    private SqliteConnection Open(SqliteOpenMode mode, string? uri = null)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = uri ?? FilePath,
            Mode = mode,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = (int)busyTimeout.TotalSeconds,
        }.ToString());
        try
        {
            connection.Open();

            // SQLite waits by itself in short naps; the library below would look again only every 150 ms.
            // Reading the schema's version finds out at once whether the file can be used at all
            _ = connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds}"));
            var version = SchemaVersion(connection);
            return version <= RegistrySchema.Version ? connection : throw Newer(version);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static T? ReadUpgraded<T>(SqliteConnection connection, Func<DbConnection, T?> query)
    {
        using var copy = new SqliteConnection("Data Source=:memory:;Pooling=false");
        copy.Open();
        connection.BackupDatabase(copy);
        RegistrySchema.Upgrade(copy, SchemaVersion(copy));
        return query(copy);
    }

    private static int SchemaVersion(SqliteConnection connection) => (int)connection.Number("PRAGMA user_version");

    private MlOpsException Newer(int version) =>
        new(Rules.RegistryTooNew, Location.None, $"the registry {folder} has format {version}; this mlops reads up to {RegistrySchema.Version}");
}
