using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlOps.GitHub.Tests.Releases;

/// <summary>The releases of one repository on loopback, with GitHub's rules: tags and names of assets are unique, drafts have no tag.</summary>
internal sealed class FakeReleases : IAsyncDisposable
{
    public const string Token = "ghp_0123456789secretsecretsecret";

    private readonly WebApplication _server;
    private readonly Lock _gate = new();
    private long _lastId = 100;

    private FakeReleases(WebApplication server)
    {
        _server = server;
        server.Run(HandleAsync);
    }

    /// <summary>The releases by id, each with its assets under <c>_assets</c>.</summary>
    public SortedDictionary<long, JsonObject> Releases { get; } = [];

    public Dictionary<long, byte[]> Content { get; } = [];

    /// <summary>Requests that the storage got with a token: there must be none.</summary>
    public int TokensSeenByStorage { get; private set; }

    /// <summary>What becomes of a request: a status instead of an answer, -1 to do it and cut the connection then, null to do it.</summary>
    public Func<HttpRequest, int?> Faults { get; set; } = _ => null;

    public string Address => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FakeReleases> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeReleases(builder.Build());
        await fake._server.StartAsync();
        return fake;
    }

    public static IEnumerable<JsonObject> Assets(JsonObject release) => release["_assets"]!.AsArray().Select(node => node!.AsObject());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/storage/", StringComparison.Ordinal))
        {
            TokensSeenByStorage += context.Request.Headers.Authorization.Count;
            await context.Response.Body.WriteAsync(Content[long.Parse(path["/storage/".Length..], CultureInfo.InvariantCulture)]);
            return;
        }

        var fault = Faults(context.Request);
        if (fault is > 0)
        {
            context.Response.StatusCode = fault.Value;
            await context.Response.WriteAsync("""{ "message": "Resource not accessible by integration" }""");
            return;
        }

        int status;
        string? answer;
        lock (_gate)
        {
            (status, var node) = Answer(context.Request, path.Split("/repos/octo-org/mail/")[^1].Split('/'), body.ToArray());
            answer = node?.ToJsonString();
        }

        if (fault is -1)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        if (status == StatusCodes.Status302Found)
        {
            context.Response.Headers.Location = answer!.Trim('"');
        }
        else if (answer is not null)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(answer);
        }
    }

    private (int Status, JsonNode? Body) Answer(HttpRequest request, string[] parts, byte[] body) => (request.Method, parts) switch
    {
        _ when !request.Headers.Authorization.ToString().EndsWith($" {Token}", StringComparison.Ordinal) => (401, new JsonObject { ["message"] = "Bad credentials" }),
        ("GET", ["releases"]) => (200, new JsonArray([.. Releases.Values.Select(Shown)])),
        ("GET", ["releases", "tags", var tag]) => Releases.Values.FirstOrDefault(release => IsTagged(release, tag)) is { } found ? (200, Shown(found)) : Missing,
        ("GET", ["releases", var id]) => Releases.TryGetValue(Number(id), out var one) ? (200, Shown(one)) : Missing,
        ("POST", ["releases"]) => Create(JsonNode.Parse(body)!.AsObject()),
        ("PATCH", ["releases", var id]) => Edit(Releases[Number(id)], JsonNode.Parse(body)!.AsObject()),
        ("DELETE", ["releases", var id]) => Releases.Remove(Number(id)) ? (204, null) : Missing,
        ("GET", ["releases", "assets", var id]) => Content.ContainsKey(Number(id)) ? (302, JsonValue.Create($"{Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/storage/{id}")) : Missing,
        ("DELETE", ["releases", "assets", var id]) => DeleteAsset(Number(id)),
        ("GET", ["releases", var id, "assets"]) => Releases.TryGetValue(Number(id), out var release) ? (200, release["_assets"]!.DeepClone()) : Missing,
        ("POST", ["releases", var id, "assets"]) => Upload(Releases[Number(id)], request.Query["name"].ToString(), body),
        _ => Missing,
    };

    private static (int Status, JsonNode? Body) Missing => (404, new JsonObject { ["message"] = "Not Found" });

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    private static bool IsTagged(JsonObject release, string tag) => !release["draft"]!.GetValue<bool>() && release["tag_name"]!.ToString() == tag;

    private static (int Status, JsonNode? Body) Invalid(string field) => (422, new JsonObject
    {
        ["message"] = "Validation Failed",
        ["errors"] = new JsonArray(new JsonObject { ["resource"] = "Release", ["code"] = "already_exists", ["field"] = field }),
    });

    private (int Status, JsonNode? Body) Create(JsonObject asked)
    {
        var isDraft = asked["draft"]?.GetValue<bool>() == true;
        if (!isDraft && Releases.Values.Any(release => IsTagged(release, asked["tag_name"]!.ToString())))
        {
            return Invalid("tag_name");
        }

        var id = ++_lastId;
        var release = new JsonObject
        {
            ["id"] = id,
            ["draft"] = isDraft,
            ["upload_url"] = $"{Address}/uploads/repos/octo-org/mail/releases/{id}/assets{{?name,label}}",
            ["created_at"] = DateTimeOffset.UtcNow.ToString("O"),
            ["_assets"] = new JsonArray(),
        };
        Releases[id] = release;
        return (201, Edit(release, asked).Body);
    }

    private static (int Status, JsonNode? Body) Edit(JsonObject release, JsonObject asked)
    {
        foreach (var (key, value) in asked)
        {
            release[key] = value?.DeepClone();
        }

        return (200, Shown(release));
    }

    private (int Status, JsonNode? Body) Upload(JsonObject release, string name, byte[] body)
    {
        if (Assets(release).Any(asset => asset["name"]!.ToString() == name))
        {
            return Invalid("name");
        }

        var id = ++_lastId;
        var asset = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["state"] = "uploaded",
            ["size"] = body.Length,
            ["url"] = $"{Address}/api/v3/repos/octo-org/mail/releases/assets/{id}",
            ["created_at"] = DateTimeOffset.UtcNow.ToString("O"),
        };
        release["_assets"]!.AsArray().Add(asset);
        Content[id] = body;
        return (201, asset.DeepClone());
    }

    private (int Status, JsonNode? Body) DeleteAsset(long id)
    {
        foreach (var release in Releases.Values)
        {
            if (Assets(release).FirstOrDefault(asset => asset["id"]!.GetValue<long>() == id) is { } asset)
            {
                _ = release["_assets"]!.AsArray().Remove(asset);
                _ = Content.Remove(id);
                return (204, null);
            }
        }

        return Missing;
    }

    private static JsonNode Shown(JsonObject release)
    {
        var shown = release.DeepClone().AsObject();
        var assets = shown["_assets"]!.DeepClone();
        _ = shown.Remove("_assets");
        shown["assets"] = assets;
        return shown;
    }
}
