using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Diagnostics;
using MlOps.Ui.Endpoints;
using MlOps.Ui.Models;
using MlOps.Ui.Security;
using MlOps.Ui.Try;

namespace MlOps.Ui;

/// <summary>Serves the page to judge models.</summary>
public sealed class UiServer : IAsyncDisposable
{
    private const int MostConnections = 200;
    private const long MostFields = 64 << 10; // bytes of a form beside its file

    private readonly WebApplication _app;
    private readonly LiveModels _models;

    private UiServer(WebApplication app, LiveModels models, Uri address, Uri? signIn) => (_app, _models, Address, SignInAddress) = (app, models, address, signIn);

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <summary>The address that signs a browser in, the token behind its '#'; null where nothing can be changed.</summary>
    public Uri? SignInAddress { get; }

    /// <summary>Starts to serve.</summary>
    /// <param name="sources">What the page shows.</param>
    /// <param name="options">How it is served.</param>
    /// <param name="ct">Gives up starting.</param>
    /// <exception cref="MlOpsException">MLOPS7201: the address is taken, or is none of this machine.</exception>
    public static async Task<UiServer> StartAsync(UiSources sources, UiOptions options, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        _ = builder.Services.AddRoutingCore();
        var app = builder.Build();
        var (sessions, models) = (new Sessions(options.Write, sources.Time), new LiveModels(sources.Registry));
        var pages = new PageWriter(sessions);
        _ = app.Use(new RequestPipeline(pages, new(NamesOf(options)), options.Log).RunAsync);
        _ = app.UseRouting();
        var facts = new VersionFacts(sources.Registry, new(sources.State));
        new ViewEndpoints(sources, facts, pages).Map(app);
        new TryEndpoint(sources, facts, sessions, pages, models).Map(app);
        new EditEndpoint(sources, options.User, sessions, pages).Map(app);
        new SignInEndpoint(sessions, pages).Map(app);
        _ = app.MapFallback(pages.NotFoundAsync);
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new MlOpsException(Rules.CannotServePage, Location.None, $"the page cannot be served at {options.Host}, port {options.Port}: {e.Message}", e);
        }

        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new(app, models, address, sessions.Token is { } token ? new(address, $"/sign-in#token={token}") : null);
    }

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="ct">Stops it.</param>
    public async Task RunAsync(CancellationToken ct)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = ct.Register(stopped.SetResult);
        await stopped.Task;
        await _app.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _models.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, UiOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = TryLimits.Bytes + MostFields;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Listen(IPAddress.TryParse(options.Host, out var address) ? address : IPAddress.Loopback, options.Port);
    }

    private static HashSet<string> NamesOf(UiOptions options) => new(["localhost", options.Host, .. options.Names], StringComparer.OrdinalIgnoreCase);
}
