using System.Diagnostics;
using System.Text.RegularExpressions;
using MlOps.Storage.S3;
using MlOps.Testing;

namespace MlOps.Storage.Tests.Fake;

/// <summary>npm's s3rver, a store that checks signatures, on loopback with a bucket of a test's own.</summary>
public sealed partial class S3Server : IAsyncLifetime
{
    public const string Bucket = "models";

    // the one pair of keys that s3rver knows
    private const string Keys = "S3RVER";

    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public S3Settings Settings { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        var program = Path.Combine(Repository.Top, "tests", "MlOps.Storage.Tests", "s3rver", "node_modules", "s3rver", "bin", "s3rver.js");
        Assert.True(File.Exists(program), "s3rver is not there; './build.sh test' installs it, or 'npm ci' in tests/MlOps.Storage.Tests/s3rver");
        _process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { program, "--directory", _folder.Path, "--address", "127.0.0.1", "--port", "0", "--no-vhost-buckets", "--silent", "--configure-bucket", Bucket },
            RedirectStandardOutput = true,
        })!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                Settings = S3Settings.Read(name => Environment($"http://{match.Groups[1].Value}").GetValueOrDefault(name));
                return;
            }
        }

        throw new InvalidOperationException("s3rver ended before it listened.");
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Dictionary<string, string> Environment(string address) =>
        new(StringComparer.Ordinal) { ["AWS_ENDPOINT_URL"] = address, ["AWS_ACCESS_KEY_ID"] = Keys, ["AWS_SECRET_ACCESS_KEY"] = Keys };

    [GeneratedRegex(@"listening on (\S+:\d+)")]
    private static partial Regex Listening();
}
