using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MlOps.GitHub.Tests.Fake;
using MlOps.Testing;

namespace MlOps.GitHub.Tests.Description;

/// <summary>
/// prism with GitHub's own description of its API: holds requests against it. Installed once below <c>artifacts</c> from the lock file
/// beside this class; ends with the tests.
/// </summary>
public sealed class Prism : IAsyncLifetime
{
    private static readonly string _folder = Path.Combine(Repository.Top, "artifacts", "prism");
    private static readonly string _sources = Path.Combine(Repository.Top, "tests", "MlOps.GitHub.Tests", "Description");
    private static readonly string[] _files = ["package.json", "package-lock.json", "describe.mjs", "serve.mjs"];

    private readonly HttpClient _client = new();
    private Process? _server;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await InstallAsync();
        var port = FreePort();
        _server = Start("node", "serve.mjs", "mock", "--host", "127.0.0.1", "--port", $"{port}", "--errors", "description.json");
        _client.BaseAddress = new($"http://127.0.0.1:{port}");
        var said = new StringBuilder();
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            _ = said.AppendLine(line);
            if (line.Contains("is listening", StringComparison.Ordinal))
            {
                // whatever it says from here on must not fill its pipe
                _ = _server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return;
            }
        }

        Assert.Fail($"prism did not start: {said}{await _server.StandardError.ReadToEndAsync()}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_server is not null)
        {
            _server.StandardInput.Close();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }
    }

    /// <summary>Sends a request.</summary>
    /// <returns>What GitHub's description finds wrong with it; null when it is right.</returns>
    internal async Task<string?> RefuseAsync(FakeRequest request)
    {
        using var message = new HttpRequestMessage(new(request.Method), request.Path);
        message.Headers.Accept.Add(new("application/json"));
        if (request.Body.Length > 0)
        {
            message.Content = new StringContent(request.Body, Encoding.UTF8, "application/json");
        }

        using var response = await _client.SendAsync(message);
        return response.IsSuccessStatusCode ? null : $"{request}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    private static async Task InstallAsync()
    {
        var installed = Path.Combine(_folder, "installed");
        var wanted = string.Join('\n', _files.Select(file => File.ReadAllText(Path.Combine(_sources, file))));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == wanted)
        {
            return;
        }

        _ = Directory.CreateDirectory(_folder);
        foreach (var file in _files)
        {
            File.Copy(Path.Combine(_sources, file), Path.Combine(_folder, file), overwrite: true);
        }

        await SucceedAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        await SucceedAsync("node", "describe.mjs", "node_modules/@octokit/openapi/generated/api.github.com.json", "description.json");
        await File.WriteAllTextAsync(installed, wanted);
    }

    private static async Task SucceedAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}:\n{await output}{await error}");
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
