using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlOps.GitHub.Tests.Fake;

/// <summary>A GitHub on loopback with one repository and one App, which fails as a test asks it to.</summary>
internal sealed class FakeGitHub : IAsyncDisposable
{
    public const string Token = "ghp_0123456789secretsecretsecret";
    public const string InstallationToken = "ghs_9876543210installationtoken";

    private static readonly TimeSpan LongerThanAnyAttempt = TimeSpan.FromSeconds(31);

    private readonly WebApplication _server;
    private readonly ManualTime _time;
    private readonly SemaphoreSlim _one = new(1);
    private int _calls;

    private FakeGitHub(WebApplication server, ManualTime time)
    {
        (_server, _time) = (server, time);
        server.Run(HandleAsync);
    }

    public FakeRepository Repository { get; } = new();

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    /// <summary>What goes wrong with a request, by its number from 0.</summary>
    public Func<int, FakeRequest, Fault> Faults { get; set; } = (_, _) => Fault.None;

    /// <summary>The App's id of its installation; null when it is not installed.</summary>
    public long? Installation { get; set; } = 77;

    /// <summary>Address of the API, below a path as on an Enterprise server.</summary>
    public string Api => $"{Address}/api/v3";

    private string Address => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FakeGitHub> StartAsync(ManualTime time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeGitHub(builder.Build(), time);
        await fake._server.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _one.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var path = context.Request.Path.Value!.Replace("/api/v3", "", StringComparison.Ordinal);
        var request = new FakeRequest(
            context.Request.Method, path + context.Request.QueryString, context.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync());
        Fault fault;
        await _one.WaitAsync();
        FakeAnswer answer;
        try
        {
            Requests.Enqueue(request);
            fault = Faults(_calls++, request);
            answer = Refusal(fault) ?? Answer(request);
        }
        finally
        {
            _ = _one.Release();
        }

        switch (fault)
        {
            case Fault.Silent or Fault.SilentAfter:
                await StayAsync(context);
                break;
            case Fault.Cut or Fault.CutAfter:
                context.Abort();
                break;
            default:
                await WriteAsync(context, answer, fault);
                break;
        }
    }

    private FakeAnswer? Refusal(Fault fault) => fault switch
    {
        Fault.Unauthorized => FakeAnswer.Error(401, "Bad credentials"),
        Fault.Forbidden => FakeAnswer.Error(403, "Resource not accessible by personal access token"),
        Fault.NotFound => FakeAnswer.Error(404, "Not Found"),
        Fault.Conflict => FakeAnswer.Error(409, "Conflict"),
        Fault.Invalid => FakeAnswer.Error(422, "Validation Failed"),
        Fault.TooMany => FakeAnswer.Error(429, "Too many requests") with { Headers = [("Retry-After", "7")] },
        Fault.PrimaryLimit => FakeAnswer.Error(403, "API rate limit exceeded") with
        {
            Headers = [("x-ratelimit-limit", "5000"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{_time.GetUtcNow().ToUnixTimeSeconds() + 20}")],
        },
        Fault.SecondaryLimit => FakeAnswer.Error(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."),
        Fault.ServerError => FakeAnswer.Error(500, "Server Error"),
        Fault.Silent or Fault.Cut or Fault.WebPage or Fault.Empty => new(200, null),
        _ => null,
    };

    private FakeAnswer Answer(FakeRequest request)
    {
        if (request.Path.StartsWith("/app/", StringComparison.Ordinal) || request.Path.EndsWith("/installation", StringComparison.Ordinal))
        {
            return request.Authorization.StartsWith("Bearer ey", StringComparison.Ordinal) ? AnswerApp(request) : FakeAnswer.Error(401, "A JSON web token could not be decoded");
        }

        return request.Authorization is $"Token {Token}" or $"Token {InstallationToken}" ? Repository.Answer(request) : FakeAnswer.Error(401, "Bad credentials");
    }

    private FakeAnswer AnswerApp(FakeRequest request) =>
        Installation is not { } id ? FakeAnswer.Error(404, "Not Found")
        : request.Method == "POST" ? new(201, new JsonObject { ["token"] = InstallationToken, ["expires_at"] = _time.GetUtcNow().AddHours(1).ToString("o") })
        : new(200, new JsonObject { ["id"] = id, ["app_id"] = 5, ["target_type"] = "Organization", ["repository_selection"] = "all" });

    // the client's clock is this one: when it has moved, the client gives up
    private async Task StayAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        using var registration = context.RequestAborted.Register(gone.SetResult);
        _time.Advance(LongerThanAnyAttempt);
        await gone.Task;
    }

    private async Task WriteAsync(HttpContext context, FakeAnswer answer, Fault fault)
    {
        if (fault == Fault.BadGateway)
        {
            answer = FakeAnswer.Error(502, "Bad gateway");
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value.Replace("http://HOST", Api, StringComparison.Ordinal);
        }

        context.Response.ContentType = fault == Fault.WebPage ? "text/html" : "application/json; charset=utf-8";
        if (answer.Status == StatusCodes.Status204NoContent)
        {
            return;
        }

        var body = Encoding.UTF8.GetBytes(fault == Fault.WebPage ? "<html>Sign in</html>" : answer.Body?.ToJsonString() ?? "");
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, fault == Fault.SlowBody ? body.Length / 2 : body.Length));
        if (fault == Fault.SlowBody)
        {
            await context.Response.Body.FlushAsync();
            await StayAsync(context);
        }
    }
}
