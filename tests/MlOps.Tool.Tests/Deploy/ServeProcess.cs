using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MlOps.Tool.Tests.Deploy;

/// <summary>The real program as a process of its own, with the variables of a platform.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServeProcess(Process process, Uri address) => (_process, Client) = (process, new() { BaseAddress = address });

    /// <summary>Asks the server.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts the program and waits until it listens.</summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<ServeProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "dotnet-mlops.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var printed = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("listening on ", StringComparison.Ordinal))
            {
                return new(process, new(line["listening on ".Length..].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)));
            }

            _ = printed.AppendLine(line);
        }

        throw new InvalidOperationException($"The server ended: {printed}{await error}");
    }

    /// <summary>A port that nobody listens on.</summary>
    public static string FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Sends a body and reads the answer, which must be a good one.</summary>
    public async Task<string> AskAsync(string path, string body)
    {
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
