using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace MlOps.Storage.Tests.Fake;

/// <summary>A web server on loopback that has files, tells them by their ETags, sends parts, and fails as a test asks it to.</summary>
internal sealed class FakeWeb : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _requests;

    private FakeWeb(WebApplication server)
    {
        _server = server;
        server.Run(HandleAsync);
    }

    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, string> Redirects { get; } = new(StringComparer.Ordinal);

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<WebRequest> Requests { get; } = new();

    /// <summary>What goes wrong with a request, by its number from 0.</summary>
    public Func<int, WebFault> Faults { get; set; } = _ => WebFault.None;

    /// <summary>What an ETag looks like; null for a server that sends none.</summary>
    public Func<string, string?> ETag { get; set; } = hash => $"\"{hash}\"";

    public string ContentType { get; set; } = "application/octet-stream";

    public string Address => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FakeWeb> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeWeb(builder.Build());
        await fake._server.StartAsync();
        return fake;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var request = new WebRequest(context.Request.Path.Value!, headers.IfNoneMatch.ToString(), headers.Range.ToString(), headers.IfRange.ToString()) { ContentSha256 = headers["x-amz-content-sha256"].ToString() };
        Requests.Enqueue(request);
        context.Response.OnStarting(() =>
        {
            request.Status = context.Response.StatusCode;
            return Task.CompletedTask;
        });
        await AnswerAsync(context, request, Faults(Interlocked.Increment(ref _requests) - 1));
    }

    private async Task AnswerAsync(HttpContext context, WebRequest request, WebFault fault)
    {
        var response = context.Response;
        if (fault == WebFault.Silence)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        if (context.Request.Method == HttpMethods.Put)
        {
            return; // taken
        }

        if (fault == WebFault.Busy)
        {
            response.StatusCode = 503;
            return;
        }

        if (Redirects.TryGetValue(request.Path, out var target))
        {
            response.Redirect(target);
            return;
        }

        if (!Files.TryGetValue(request.Path, out var file))
        {
            response.StatusCode = request.Path.StartsWith("/private", StringComparison.Ordinal) ? 403 : 404;
            return;
        }

        var etag = ETag(Convert.ToHexStringLower(SHA256.HashData(file))[..16]);
        response.Headers.ETag = etag;
        if (etag is not null && request.IfNoneMatch == etag)
        {
            response.StatusCode = 304;
            return;
        }

        response.ContentType = ContentType;
        await SendAsync(context, request, file, etag, fault);
    }

    private static async Task SendAsync(HttpContext context, WebRequest request, byte[] file, string? etag, WebFault fault)
    {
        var response = context.Response;
        var from = 0;
        if (request.Range.Length > 0 && request.IfRange == etag && fault != WebFault.IgnoresRange)
        {
            from = (int)RangeHeaderValue.Parse(request.Range).Ranges.First().From!.Value - (fault == WebFault.WrongRange ? 1 : 0);
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{file.Length - 1}/{file.Length}";
        }

        response.ContentLength = file.Length - from;
        var end = fault == WebFault.CutBody ? from + ((file.Length - from) / 2) : file.Length;
        await response.Body.WriteAsync(file.AsMemory(from, end - from));
        await response.Body.FlushAsync();
        if (fault == WebFault.CutBody)
        {
            context.Abort();
        }
    }
}
