using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MlOps.Testing;

/// <summary>A PostgreSQL server of a test's own: Debian's, in a temporary folder, on loopback. It asks for a password.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string User = "mlops";
    public const string Password = "p4ss-of-a-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-postgres-").FullName;
    private Process? _server;

    /// <summary>Its port.</summary>
    public int Port { get; private set; }

    /// <summary>The address of a database, for a user; the password is in <see cref="Environment"/>.</summary>
    public string Address(string database, string user = User) => string.Create(CultureInfo.InvariantCulture, $"postgres://{user}@127.0.0.1:{Port}/{database}");

    /// <summary>What a program needs to sign in.</summary>
    public static string? Environment(string name) => name == "PGPASSWORD" ? Password : null;

    public async ValueTask InitializeAsync()
    {
        Port = FreePort();
        if (OperatingSystem.IsLinux())
        {
            _ = Run("chmod", "777", _folder);
        }

        var passwords = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwords, Password);
        var data = Path.Combine(_folder, "data");
        var made = Start("initdb", "-D", data, "-U", User, "-A", "scram-sha-256", "--pwfile", passwords, "-E", "UTF8", "--no-locale", "-N");
        var output = made.StandardOutput.ReadToEndAsync();
        var errors = await made.StandardError.ReadToEndAsync();
        await made.WaitForExitAsync();
        Assert.True(made.ExitCode == 0, $"initdb failed: {await output}{errors}");
        await StartAsync();
    }

    /// <summary>Starts the server, after <see cref="Crash"/> too.</summary>
    public async Task StartAsync()
    {
        var server = Start(
            "postgres",
            "-D", Path.Combine(_folder, "data"),
            "-c", string.Create(CultureInfo.InvariantCulture, $"port={Port}"),
            "-c", "listen_addresses=127.0.0.1",
            "-c", $"unix_socket_directories={_folder}",
            "-c", "max_connections=200",
            "-c", "fsync=off");
        _server = server;
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                _ = server.StandardError.ReadToEndAsync(); // so that its log never fills the pipe
                return;
            }
        }

        throw new InvalidOperationException("PostgreSQL ended before it was ready.");
    }

    /// <summary>Runs SQL as the server's owner.</summary>
    public void Execute(string database, string sql)
    {
        var psql = Start("psql", "-h", "127.0.0.1", "-p", string.Create(CultureInfo.InvariantCulture, $"{Port}"), "-U", User, "-d", database, "-v", "ON_ERROR_STOP=1", "-q", "-c", sql);
        var errors = psql.StandardError.ReadToEnd();
        psql.WaitForExit();
        Assert.True(psql.ExitCode == 0, errors);
    }

    /// <summary>A new, empty database.</summary>
    public string NewDatabase()
    {
        var name = $"db{Guid.NewGuid():n}";
        Execute("postgres", $"CREATE DATABASE {name}");
        return name;
    }

    /// <summary>Ends the server at once, as a crash does: what was not committed is lost, and every connection.</summary>
    public async Task CrashAsync()
    {
        // SIGQUIT: "immediate shutdown", without a word to anybody; the processes behind it end too
        var process = File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First();
        Assert.True(Run("kill", "-QUIT", process));
        await _server!.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await CrashAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    // PostgreSQL refuses to run as root
    private static Process Start(string program, params string[] arguments)
    {
        string[] asPostgres = System.Environment.UserName == "root" && program != "psql" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
        string[] line = [.. asPostgres, PathOf(program), .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["PGPASSWORD"] = Password;
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    private static string PathOf(string program)
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin", program)) : [];
        return installed.Concat(["/usr/bin/" + program, "/usr/local/bin/" + program]).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"PostgreSQL's {program} is not there; './build.sh test' installs it (Debian: postgresql)");
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
