using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using MlOps.Inference.Tests;
using MlOps.Models;
using MlOps.Serving.Models;
using MlOps.Testing;

namespace MlOps.Serving.Tests;

/// <summary>A server inside the test, on a free port, with a BERT of random weights.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly StringWriter _log;
    private readonly StringWriter _access;
    private readonly Task _running;
    private readonly TemporaryFolder? _folder;

    private ServerUnderTest(Task running, CancellationTokenSource stop, StringWriter log, StringWriter access, Uri address, TemporaryFolder? folder, HttpMessageHandler? handler)
    {
        (_running, _stop, _log, _access, Address, _folder) = (running, stop, log, access, address, folder);
        Client = handler is null ? new() { BaseAddress = address } : new(handler) { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public string Log => _log.ToString();

    /// <summary>A JSON line for each request.</summary>
    public string AccessLog => _access.ToString();

    /// <summary>Serves a tiny classifier, or one of another description, under the name <c>tiny</c>.</summary>
    public static Task<ServerUnderTest> StartAsync(ServeSettings? settings = null, ModelDescription? description = null, HttpMessageHandler? handler = null)
    {
        var folder = TinyModelFolder.Write(description);
        settings = (settings ?? new()) with { Port = settings?.Port is null or 8080 ? 0 : settings.Port };
        return StartAsync(settings, [new("tiny", [new("default", new FolderOrigin("tiny", folder.Path), settings)])], folder, handler);
    }

    /// <summary>Serves models of the test's own.</summary>
    public static async Task<ServerUnderTest> StartAsync(ServeSettings settings, IReadOnlyList<ServedRoute> routes, TemporaryFolder? folder = null, HttpMessageHandler? handler = null)
    {
        settings = settings with { Port = 0 };
        var (stop, log, access) = (new CancellationTokenSource(), new StringWriter(), new StringWriter());
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new ModelServer(new(routes), settings, new(TextWriter.Synchronized(log), TimeProvider.System), access, TimeProvider.System);
        var running = server.RunAsync(urls => listening.SetResult(new(urls[0])), stop.Token);
        _ = await Task.WhenAny(listening.Task, running);
        if (!listening.Task.IsCompleted)
        {
            await running; // throws why
        }

        return new(running, stop, log, access, await listening.Task, folder, handler);
    }

    /// <summary>Sends a body.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string body, string? type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>Sends a body and reads the JSON of the answer, whatever its status.</summary>
    public async Task<(int Status, JsonNode Answer)> AskAsync(string path, string body, string? type = "application/json")
    {
        using var response = await PostAsync(path, body, type);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Tells the server to stop and waits until it has.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        _stop.Dispose();
        await _log.DisposeAsync();
        await _access.DisposeAsync();
        _folder?.Dispose();
    }
}
