using System.Data;
using System.Data.Common;
using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Registry.Storage;
using Npgsql;

namespace MlOps.Registry.Postgres;

/// <summary>Transactions on a registry's tables, and in the user's words what went wrong with one.</summary>
/// <param name="address">The database.</param>
/// <param name="lockTimeout">How long to wait for another process.</param>
internal sealed class PostgresDatabase(PostgresAddress address, TimeSpan lockTimeout) : IDisposable
{
    private const int MostAttempts = 10;
    private const int MostLooks = 100;
    private static readonly TimeSpan StatementTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource _source = Create(address);
    private readonly PostgresFailures _failures = new(address, lockTimeout);
    private bool _isReady;

    /// <summary>Reads one consistent state.</summary>
    /// <param name="query">Reads.</param>
    /// <returns>Null where there are no tables yet.</returns>
    public T? Read<T>(Func<DbConnection, T?> query)
        where T : class => _failures.Guard(() =>
    {
        using var connection = Open();
        using var transaction = Begin(connection, IsolationLevel.RepeatableRead, "SET TRANSACTION READ ONLY");
        return (_isReady || IsReady(connection)) ? query(connection) : null;
    });

    /// <summary>Changes a model as the only one who does; all or nothing. The tables are made when absent.</summary>
    /// <param name="model">The model, whose row is locked until the end.</param>
    /// <param name="change">Reads and writes; done again from the beginning where another process was faster.</param>
    /// <remarks>
    /// A connection that is lost while the commit is on its way leaves open whether it arrived. The server knows: it remembers of each transaction's
    /// number how it ended.
    /// </remarks>
    public T Write<T>(string model, Func<DbConnection, T> change) => _failures.Guard(() =>
    {
        EnsureReady();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (TryWrite(model, change) is { IsCommitted: true } done)
                {
                    return done.Result;
                }
            }
            catch (PostgresException e) when (IsRace(e) && attempt < MostAttempts)
            {
                // another process was in the way
            }

            if (attempt == MostAttempts)
            {
                throw new MlOpsException(Rules.RegistryUnreachable, Location.None, $"the connection to {address} was lost {attempt} times at the end of a change; nothing was changed");
            }
        }
    });

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    // tells of the result whether it was committed: false where the connection was lost and the server has rolled back
    private (T Result, bool IsCommitted) TryWrite<T>(string model, Func<DbConnection, T> change)
    {
        using var connection = Open();
        using var transaction = Begin(connection, IsolationLevel.ReadCommitted);
        var number = connection.Number("SELECT txid_current()");
        Lock(connection, model);
        var result = change(connection);
        try
        {
            transaction.Commit();
            return (result, true);
        }
        catch (NpgsqlException e) when (e is not PostgresException || connection.State != ConnectionState.Open)
        {
            return (result, WasCommitted(number, e));
        }
    }

    // texts and numbers need no list of the server's types, which would be read at every start
    private static NpgsqlDataSource Create(PostgresAddress address)
    {
        var builder = new NpgsqlDataSourceBuilder(address.ConnectionString);
        _ = builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    // who comes first to a model that has no row yet makes it; the others wait for that and then for the row
    private static void Lock(NpgsqlConnection connection, string model)
    {
        const string row = "SELECT last_version FROM model WHERE name = @p0 FOR UPDATE";
        if (connection.Number(row, model) == 0)
        {
            _ = connection.Execute("SELECT pg_advisory_xact_lock(hashtext('mlops'), hashtext(@p0))", model);
            _ = connection.Number(row, model);
        }
    }

    private bool WasCommitted(long number, NpgsqlException lost)
    {
        for (var look = 1; look <= MostLooks; look++)
        {
            try
            {
                _source.Clear();
                using var connection = Open();
                switch (connection.Rows(row => row.IsDBNull(0) ? "" : row.GetString(0), "SELECT txid_status(@p0)", number)[0])
                {
                    case "committed":
                        return true;
                    case "aborted":
                        return false;
                }
            }
            catch (NpgsqlException) when (look < MostLooks)
            {
                // the server is not back yet
            }

            Thread.Sleep(LookInterval);
        }

        throw new MlOpsException(
            Rules.RegistryUnreachable, Location.None, $"the connection to {address} was lost while a change was committed, and the server does not say whether it was; look with 'dotnet mlops models history'", lost);
    }

    // the pool may hold connections to a server that was restarted since: a new one is tried where the first does not answer
    private NpgsqlConnection Open()
    {
        var connection = _source.OpenConnection();
        try
        {
            _ = connection.Execute("SELECT 1");
            return connection;
        }
        catch (NpgsqlException)
        {
            connection.Dispose();
            _source.Clear();
            return _source.OpenConnection();
        }
    }

    private NpgsqlTransaction Begin(NpgsqlConnection connection, IsolationLevel isolation, string also = "")
    {
        var transaction = connection.BeginTransaction(isolation);
        try
        {
            // of this transaction alone, so that it also holds behind a pool that lends sessions to many
            _ = connection.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"SET LOCAL search_path = {PostgresSchema.Name}; SET LOCAL lock_timeout = {(int)lockTimeout.TotalMilliseconds}; SET LOCAL statement_timeout = {(int)StatementTimeout.TotalMilliseconds}; {also}"));
            return transaction;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    private void EnsureReady()
    {
        if (_isReady)
        {
            return;
        }

        using var connection = Open();
        using var transaction = Begin(connection, IsolationLevel.ReadCommitted);
        if (!IsReady(connection))
        {
            PostgresSchema.Upgrade(connection);
            transaction.Commit();
            _isReady = true;
        }
    }

    private bool IsReady(NpgsqlConnection connection)
    {
        var format = PostgresSchema.FormatOf(connection);
        _isReady = format == PostgresSchema.Version;
        return format <= PostgresSchema.Version ? _isReady : throw new MlOpsException(
            Rules.RegistryTooNew, Location.None, string.Create(CultureInfo.InvariantCulture, $"the registry {address} has format {format}; this mlops reads up to {PostgresSchema.Version}"));
    }

    private static bool IsRace(PostgresException e) => e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
