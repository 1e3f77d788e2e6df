using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlOps.Tests.Hub;

/// <summary>
/// A hub on loopback, with a storage of its own address that large files are redirected to. It has the model <see cref="Model"/>, the same
/// behind a token as <see cref="Gated"/>, and fails as a test asks it to.
/// </summary>
internal sealed class FakeHub : IAsyncDisposable
{
    public const string Model = "org/tiny";
    public const string Gated = "org/gated";
    public const string Renamed = "tiny";
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    public const string Token = "hf_secretsecretsecret";

    private readonly WebApplication _server;
    private readonly WebApplication _storage;
    private int _requests;

    private FakeHub(WebApplication server, WebApplication storage)
    {
        (_server, _storage) = (server, storage);
        server.Run(context => HandleAsync(context, isStorage: false));
        storage.Run(context => HandleAsync(context, isStorage: true));
    }

    /// <summary>The files of the model, in the order of the listing.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal)
    {
        [".gitattributes"] = "*.safetensors filter=lfs"u8.ToArray(),
        ["README.md"] = "# tiny"u8.ToArray(),
        ["config.json"] = """{"model_type":"bert"}"""u8.ToArray(),
        ["flax_model.msgpack"] = new byte[100],
        ["model.safetensors"] = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))],
        ["pytorch_model.bin"] = new byte[100],
        ["tokenizer.json"] = "{}"u8.ToArray(),
        ["vocab.txt"] = "[PAD]\n"u8.ToArray(),
        ["onnx/model.onnx"] = new byte[100],
    };

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<HubRequest> Requests { get; } = new();

    /// <summary>What goes wrong with a request, by its number from 0.</summary>
    public Func<int, HubRequest, HubFault> Faults { get; set; } = (_, _) => HubFault.None;

    /// <summary>Called before a body is sent.</summary>
    public Action<HubRequest> OnBody { get; set; } = _ => { };

    /// <summary>The commit of main.</summary>
    public string Main { get; set; } = Commit;

    public string Address => AddressOf(_server);

    public static async Task<FakeHub> StartAsync()
    {
        var fake = new FakeHub(Build(), Build());
        await fake._server.StartAsync();
        await fake._storage.StartAsync();
        return fake;
    }

    /// <summary>SHA-256 of a file of the model.</summary>
    public string Sha256(string name) => Convert.ToHexStringLower(SHA256.HashData(Files[name]));

    /// <summary>What git calls a file's content.</summary>
    public string GitHash(string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {Files[name].Length}\0")));
        hash.AppendData(Files[name]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _storage.DisposeAsync();
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private static string AddressOf(WebApplication server) => server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static bool IsLarge(string name) => name.EndsWith(".safetensors", StringComparison.Ordinal) || name.EndsWith(".bin", StringComparison.Ordinal);

    private async Task HandleAsync(HttpContext context, bool isStorage)
    {
        var range = context.Request.GetTypedHeaders().Range?.Ranges.First().From;
        var request = new HubRequest(isStorage, context.Request.Method, Uri.UnescapeDataString(context.Request.Path.Value!), context.Request.Headers.Authorization.ToString(), range);
        Requests.Enqueue(request);
        var fault = Faults(Interlocked.Increment(ref _requests) - 1, request);
        switch (fault)
        {
            case HubFault.ServerError:
                context.Response.StatusCode = 500;
                return;
            case HubFault.TooMany:
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "7";
                return;
            case HubFault.Cut:
                context.Abort();
                return;
            case HubFault.WebPage:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html>Sign in</html>");
                return;
        }

        if (isStorage)
        {
            var name = Files.Keys.FirstOrDefault(name => $"/{Sha256(name)}" == request.Path);
            await SendAsync(context, request, name is null ? null : Files[name], fault);
            return;
        }

        await AnswerAsync(context, request, fault);
    }

    private async Task AnswerAsync(HttpContext context, HubRequest request, HubFault fault)
    {
        var path = request.Path;
        if (path.StartsWith($"/api/models/{Renamed}/", StringComparison.Ordinal) || path.StartsWith($"/{Renamed}/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = path.Replace($"/{Renamed}/", $"/{Model}/", StringComparison.Ordinal) + context.Request.QueryString;
            return;
        }

        var model = path.Contains($"/{Model}/", StringComparison.Ordinal) ? Model : path.Contains($"/{Gated}/", StringComparison.Ordinal) ? Gated : null;
        if (request.Authorization.Length > 0 && request.Authorization != $"Bearer {Token}")
        {
            Refuse(context, 401, "RepoNotFound");
        }
        else if (model is null)
        {
            Refuse(context, request.Authorization.Length > 0 ? 404 : 401, "RepoNotFound"); // as the hub hides private models
        }
        else if (model == Gated && request.Authorization.Length == 0)
        {
            Refuse(context, 401, "GatedRepo");
        }
        else if (path.StartsWith("/api/", StringComparison.Ordinal))
        {
            await ListAsync(context, path[$"/api/models/{model}/revision/".Length..]);
        }
        else if (path.StartsWith($"/{model}/resolve/{Main}/", StringComparison.Ordinal) && Files.TryGetValue(path[$"/{model}/resolve/{Main}/".Length..], out var file))
        {
            await ResolveAsync(context, request, path[$"/{model}/resolve/{Main}/".Length..], file, fault);
        }
        else
        {
            Refuse(context, 404, "EntryNotFound");
        }
    }

    private async Task ListAsync(HttpContext context, string revision)
    {
        if (revision is not ("main" or "v1.0" or "refs/pr/1") && revision != Main)
        {
            Refuse(context, 404, "RevisionNotFound");
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject
        {
            ["id"] = Model,
            ["sha"] = Main,
            ["siblings"] = new JsonArray([.. Files.Select(file => new JsonObject
            {
                ["rfilename"] = file.Key,
                ["size"] = file.Value.Length,
                ["lfs"] = IsLarge(file.Key) ? new JsonObject { ["sha256"] = Sha256(file.Key), ["size"] = file.Value.Length } : null,
            })]),
        }.ToJsonString());
    }

    private async Task ResolveAsync(HttpContext context, HubRequest request, string name, byte[] file, HubFault fault)
    {
        context.Response.Headers["X-Repo-Commit"] = Main;
        if (IsLarge(name))
        {
            context.Response.StatusCode = 302;
            context.Response.Headers["X-Linked-Etag"] = $"\"{Sha256(name)}\"";
            context.Response.Headers["X-Linked-Size"] = file.Length.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers.ETag = "\"of-the-pointer\"";
            context.Response.Headers.Location = $"{AddressOf(_storage)}/{Sha256(name)}?X-Amz-Signature=abc";
            return;
        }

        context.Response.Headers.ETag = $"\"{GitHash(name)}\"";
        await SendAsync(context, request, file, fault);
    }

    private async Task SendAsync(HttpContext context, HubRequest request, byte[]? file, HubFault fault)
    {
        var from = fault == HubFault.NoRange ? 0 : request.From ?? 0;
        context.Response.StatusCode = file is null ? 404 : from == 0 ? 200 : from < file.Length ? 206 : 416;
        if (file is null || context.Response.StatusCode == 416)
        {
            return;
        }

        if (from > 0)
        {
            context.Response.Headers.ContentRange = $"bytes {from}-{file.Length - 1}/{file.Length}";
        }

        var body = file.AsMemory((int)from);
        context.Response.ContentLength = body.Length;
        if (request.Method == "HEAD")
        {
            return;
        }

        OnBody(request);
        if (fault == HubFault.CutBody)
        {
            await context.Response.Body.WriteAsync(body[..(body.Length / 2)]);
            return; // fewer bytes than announced: the server closes the connection behind them
        }

        await context.Response.Body.WriteAsync(fault == HubFault.OtherBytes ? new byte[body.Length] : body);
    }

    private static void Refuse(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["X-Error-Code"] = code;
    }
}
