using System.Net.Sockets;
using MlOps.Diagnostics;
using Npgsql;

namespace MlOps.Registry.Postgres;

/// <summary>Says what the failures of a PostgreSQL server mean and what to do; no password is repeated.</summary>
/// <param name="address">The database.</param>
/// <param name="lockTimeout">How long another process is waited for.</param>
internal sealed class PostgresFailures(PostgresAddress address, TimeSpan lockTimeout)
{
    /// <summary>Does some work; failures of the server and of the network become the catalogue's.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (PostgresException e)
        {
            throw Meaning(e);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            throw e.Message.StartsWith("No password", StringComparison.Ordinal)
                ? new MlOpsException(Rules.RegistrySignIn, Location.None, $"{address} asks for a password, and there is none; set PGPASSWORD, or write a line into ~/.pgpass", e)
                : new MlOpsException(Rules.RegistryUnreachable, Location.None, $"the server of the registry {address} cannot be reached: {(e.InnerException ?? e).Message}", e);
        }
    }

    private Exception Meaning(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Failure(Rules.RegistrySignIn, $"{address} does not let the user in: {e.MessageText}", e),
        PostgresErrorCodes.InvalidCatalogName => Failure(Rules.NoRegistryDatabase, $"the server has no database for the registry {address}: {e.MessageText}", e),
        PostgresErrorCodes.InsufficientPrivilege => Failure(
            Rules.RegistryNotAllowed, $"the user of {address} may not do this: {e.MessageText}; who writes needs rights on the schema {PostgresSchema.Name}, and who writes first CREATE on the database", e),
        PostgresErrorCodes.ReadOnlySqlTransaction => Failure(Rules.RegistryNotAllowed, $"{address} can only be read: {e.MessageText}; name the server that takes changes", e),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => Failure(
            Rules.RegistryBusy, FormattableString.Invariant($"another process has kept the registry {address} locked for {lockTimeout.TotalSeconds:0} s"), e),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown =>
            Failure(Rules.RegistryUnreachable, $"the server of the registry {address} takes no connection: {e.MessageText}", e),
        ['2', '3', ..] => new InvalidOperationException($"The registry's schema forbids this change: {e.MessageText}", e),
        _ => Failure(Rules.RegistryNotWritable, $"the registry {address} cannot be used: {e.MessageText} ({e.SqlState})", e),
    };

    private static MlOpsException Failure(Rule rule, string message, Exception inner) => new(rule, Location.None, message, inner);
}
