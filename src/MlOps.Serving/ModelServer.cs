using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Diagnostics;
using MlOps.Serving.Access;
using MlOps.Serving.Deploy;
using MlOps.Serving.Endpoints;
using MlOps.Serving.Metrics;
using MlOps.Serving.Models;
using MlOps.Serving.Requests;
using MlOps.Serving.Traces;
using MlOps.Serving.Traffic;

namespace MlOps.Serving;

/// <summary>Answers for models over HTTP until it is told to stop.</summary>
public sealed class ModelServer
{
    private static readonly TimeSpan RateGrace = TimeSpan.FromSeconds(5);

    private readonly ServedRoutes _routes;
    private readonly ServeSettings _settings;
    private readonly ServerLog _log;
    private readonly TimeProvider _time;
    private readonly Readiness _readiness = new();
    private readonly RequestMeter _meter = new();
    private readonly AccessLog? _accessLog;

    /// <summary>Makes a server.</summary>
    /// <param name="routes">The models; they are opened when it runs.</param>
    /// <param name="settings">What the command line says.</param>
    /// <param name="log">Is told what happens.</param>
    /// <param name="accessLog">Receives a line for each request; null for none.</param>
    /// <param name="time">The clock.</param>
    public ModelServer(ServedRoutes routes, ServeSettings settings, ServerLog log, TextWriter? accessLog, TimeProvider time)
    {
        (_routes, _settings, _log, _time) = (routes, settings, log, time);
        _accessLog = accessLog is null ? null : new(accessLog, time);
    }

    /// <summary>Opens the models, answers until it is cancelled, then finishes what it has begun.</summary>
    /// <param name="listening">Is told the URLs as soon as requests are answered.</param>
    /// <param name="ct">Tells it to stop.</param>
    /// <exception cref="MlOpsException">A model cannot be opened. MLOPS7001 to MLOPS7004: it cannot listen as it should.</exception>
    public async Task RunAsync(Action<IReadOnlyList<string>> listening, CancellationToken ct)
    {
        RequireKeys();
        using var traces = _settings.ExportsTraces ? OtlpExport.Start() : null;
        var shares = _settings.Traffic.ShareFile is { } file ? new ShareFile(file, [.. _routes.All.Select(route => route.Split).OfType<TrafficSplit>()], _log) : null;
        var watcher = new ModelWatcher(_routes, _log, _settings.Poll, () => shares?.Refresh(), _time);
        watcher.Open(ct);
        shares?.Refresh();
        await using var traffic = new TrafficObserver(_routes, _settings.Traffic, _log, _time);
        await using var app = Build(traffic);
        await StartAsync(app, ct);
        listening([.. app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses]);
        _readiness.IsUp = true;
        await watcher.WatchAsync(ct);
        await DrainAsync(app);
    }

    private void RequireKeys()
    {
        var open = _settings.Addresses.FirstOrDefault(address => !IPAddress.IsLoopback(IPAddress.Parse(address)));
        if (open is not null && _settings.KeyFile is null && !_settings.AllowsAnonymous)
        {
            throw new MlOpsException(Rules.OpenServer, Location.None, $"{open} can be reached from other machines, and no key is asked for");
        }
    }

    private WebApplication Build(TrafficObserver traffic)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        var certificate = _settings.Tls is { } files ? new Certificate(files, _log) : null;
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, certificate));
        if (certificate is not null)
        {
            _ = builder.WebHost.UseKestrelHttpsConfiguration();
        }

        _ = builder.Services.AddRoutingCore();
        var app = builder.Build();
        Add(app, traffic);
        return app;
    }

    private void Add(WebApplication app, TrafficObserver traffic)
    {
        Action<HttpContext, RequestFacts>[] observers = _accessLog is null ? [_meter.Add, traffic.Observe] : [_meter.Add, traffic.Observe, _accessLog.Add];
        var pipeline = new RequestPipeline(_log, observers);
        _ = app.Use(next => context => pipeline.RunAsync(context, next));
        if (_settings.Platform is { } platform)
        {
            var paths = new PlatformPaths(platform);
            _ = app.Use(next => context =>
            {
                paths.Apply(context.Request);
                return next(context);
            });
        }

        if (_settings.CorsOrigins.Count > 0)
        {
            var cors = new CorsGate(_settings.CorsOrigins);
            _ = app.Use(next => context => cors.RunAsync(context, next));
        }

        if (_settings.KeyFile is { } file)
        {
            var keys = new KeyGate(file, _log);
            _ = app.Use(next => context => keys.RunAsync(context, next));
        }

        _ = app.UseRouting();
        new PredictionEndpoints(_routes, _settings.Limits).Map(app);
        new HealthEndpoints(_routes, _readiness).Map(app);
        new OpenInferenceEndpoints(_routes, _readiness).Map(app);
        new OpenApiEndpoint(_routes, _settings.KeyFile is not null).Map(app);
        new MetricsEndpoint(_routes, _readiness, _meter, traffic, () => pipeline.InFlight).Map(app);
        new FeedbackEndpoint(traffic, _time).Map(app);
    }

    private void Configure(KestrelServerOptions kestrel, Certificate? certificate)
    {
        var limits = _settings.Limits;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.BodyBytes;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.HeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = limits.HeaderTime;
        kestrel.Limits.MinRequestBodyDataRate = new(limits.BytesPerSecond, RateGrace);
        kestrel.Limits.MinResponseDataRate = new(limits.BytesPerSecond, RateGrace);
        foreach (var address in _settings.Addresses)
        {
            kestrel.Listen(IPAddress.Parse(address), _settings.Port, listen =>
            {
                if (certificate is not null)
                {
                    _ = listen.UseHttps(new TlsHandshakeCallbackOptions
                    {
                        HandshakeTimeout = limits.HeaderTime,
                        OnConnection = _ => ValueTask.FromResult(certificate.Options()),
                    });
                }
            });
        }
    }

    private static async Task StartAsync(WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception e) when (e is AddressInUseException or SocketException or IOException)
        {
            throw new MlOpsException(Rules.CannotListen, Location.None, e.Message, e);
        }
    }

    private async Task DrainAsync(WebApplication app)
    {
        _readiness.IsUp = false;
        _log.Write("stopping: no longer ready, requests at work are finished");
        await Task.Delay(_settings.DrainDelay, _time, CancellationToken.None);
        using var patience = new CancellationTokenSource(_settings.Drain, _time);
        await app.StopAsync(patience.Token);
        await Task.WhenAll(_routes.All.SelectMany(route => route.Places).Select(arm => arm.CloseAsync()));
        _log.Write("stopped");
    }
}
