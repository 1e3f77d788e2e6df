using MlOps.Diagnostics;
using Npgsql;

namespace MlOps.Registry.Postgres;

/// <summary>
/// A database of a PostgreSQL server: <c>postgres://[USER@]HOST[:PORT]/DATABASE[?sslmode=...]</c>. The password comes from PGPASSWORD or the password file,
/// never from the address, which stands in files and process lists.
/// </summary>
/// <param name="Shown">The address as it may be printed.</param>
/// <param name="ConnectionString">What the driver is told; it may hold a password.</param>
public sealed record PostgresAddress(string Shown, string ConnectionString)
{
    private const string Expected = "expected postgres://[USER@]HOST[:PORT]/DATABASE";

    /// <summary>How long a connection may take.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    /// <summary>True of a text that names a database and no folder.</summary>
    /// <param name="text">What the user wrote.</param>
    public static bool IsOne(string text) => text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal);

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address; <c>host</c>, <c>sslmode</c> and <c>sslrootcert</c> may stand in its query.</param>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <exception cref="MlOpsException">MLOPS5105.</exception>
    public static PostgresAddress Parse(string text, Func<string, string?> environment)
    {
        if (!IsOne(text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw Bad($"'{WithoutPassword(text)}' is no address of a database");
        }

        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw Bad($"'{WithoutPassword(text)}' holds a password, which files and process lists would show; set PGPASSWORD, or write a line into ~/.pgpass");
        }

        var database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        if (database.Length == 0)
        {
            throw Bad($"'{text}' names no database");
        }

        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length > 0 ? uri.DnsSafeHost : environment("PGHOST") ?? "localhost",
            Database = database,
            ApplicationName = "mlops",
            Timeout = (int)ConnectTimeout.TotalSeconds,
            MaxPoolSize = 8,
            IncludeErrorDetail = false, // rows of the tables stay out of messages
        };
        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        if ((uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(uri.UserInfo) : environment("PGUSER")) is { } user)
        {
            builder.Username = user;
        }

        if (environment("PGPASSWORD") is { Length: > 0 } password)
        {
            builder.Password = password;
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Set(builder, pair, text);
        }

        return new($"postgres://{builder.Host}{(builder.Port == NpgsqlConnection.DefaultPort ? "" : $":{builder.Port}")}/{database}", builder.ConnectionString);
    }

    /// <inheritdoc/>
    public override string ToString() => Shown;

    private static void Set(NpgsqlConnectionStringBuilder builder, string pair, string text)
    {
        var (key, value) = pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (pair[..at], Uri.UnescapeDataString(pair[(at + 1)..])) : (pair, "");
        switch (key)
        {
            case "host":
                builder.Host = value;
                break;
            case "sslmode" when Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode):
                builder.SslMode = mode;
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            default:
                throw Bad($"'{WithoutPassword(text)}' has '{key}' in its query; expected host, sslmode (disable, allow, prefer, require, verify-ca, verify-full) or sslrootcert");
        }
    }

    private static string WithoutPassword(string text)
    {
        var start = text.IndexOf("//", StringComparison.Ordinal) + 2;
        var at = text.LastIndexOf('@');
        var query = text.IndexOf('?', StringComparison.Ordinal);
        return text[..start] + (at > start ? "…" + text[at..] : query > start ? text[start..query] : text[start..]);
    }

    private static MlOpsException Bad(string why) => new(Rules.BadRegistryAddress, Location.None, $"{why}; {Expected}");
}
