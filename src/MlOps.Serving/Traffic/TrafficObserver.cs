using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using MlOps.Requests;
using MlOps.Serving.Models;
using MlOps.Serving.Requests;

namespace MlOps.Serving.Traffic;

/// <summary>Keeps what becomes known of requests that have ended: the log of requests, what each arm did, and what shadows would have said. No request waits for it.</summary>
internal sealed class TrafficObserver : IAsyncDisposable
{
    private const string SampleSalt = "log";

    private readonly LogSettings? _settings;
    private readonly RequestLogWriter? _requests;
    private readonly RequestLogWriter? _arms;
    private readonly CanaryGuard? _guard;
    private readonly Dictionary<ServedRoute, ShadowQueue> _shadows = [];
    private readonly TimeProvider _time;

    /// <summary>Opens the logs that the settings and the routes ask for.</summary>
    /// <param name="routes">The models.</param>
    /// <param name="settings">What is kept.</param>
    /// <param name="log">Is told of arms that fail.</param>
    /// <param name="time">The clock.</param>
    public TrafficObserver(ServedRoutes routes, TrafficSettings settings, ServerLog log, TimeProvider time)
    {
        (_settings, _time) = (settings.Log, time);
        _requests = settings.Log is { } asked ? new(asked.Folder, RequestLogLimits.Default, asked.Redact, time) : null;
        _arms = routes.All.Any(route => route.IsExperiment) ? new(settings.Folder, RequestLogLimits.Default, [], time) : null;
        _guard = settings.AbortAt is { } share ? new(share, log) : null;
        foreach (var route in routes.All)
        {
            if (route.Shadow is { } shadow)
            {
                _shadows[route] = new(route, shadow, _arms!, time);
            }
        }
    }

    /// <summary>True when users' feedback is kept.</summary>
    public bool TakesFeedback => _requests is not null || _arms is not null;

    /// <summary>Lines that are in the logs' files.</summary>
    public long Written => (_requests?.Written ?? 0) + (_arms?.Written ?? 0);

    /// <summary>What was dropped of the logs.</summary>
    public long Dropped => (_requests?.Dropped ?? 0) + (_arms?.Dropped ?? 0);

    /// <summary>The shadows by the names of their routes.</summary>
    public IEnumerable<(string Route, ShadowQueue Shadow)> Shadows => _shadows.Select(shadow => (shadow.Key.Name, shadow.Value));

    /// <summary>Takes a request that has ended.</summary>
    /// <param name="context">The request.</param>
    /// <param name="facts">What is known of it.</param>
    public void Observe(HttpContext context, RequestFacts facts)
    {
        if (facts is not { Route: { } route, Lease: { } lease })
        {
            return;
        }

        var seconds = Stopwatch.GetElapsedTime(facts.Started).TotalSeconds;
        var hasFailed = facts.Problem is { Status: >= 500 };
        if (hasFailed)
        {
            var version = lease.Model.Version;
            var failed = new FailedRequest(_time.GetUtcNow(), facts.Id, route.Name, version.Model, version.Version, lease.Arm.Name, facts.Problem!.Status, seconds);
            _ = IsSampled(facts.Id) && _requests!.TryWrite(failed);
            _ = route.IsExperiment && _arms!.TryWrite(failed);
        }
        else if (facts is { Problem: null, Asked: { } rows, Answers: { } answers })
        {
            Keep(route, new(_time.GetUtcNow(), facts.Id, route.Name, lease.Arm.Name, lease.Model, rows, answers, seconds));
        }

        _guard?.Observe(route, lease.Arm, hasFailed);
    }

    /// <summary>Takes what a user told to be true.</summary>
    /// <param name="feedback">The feedback.</param>
    public void Observe(UserFeedback feedback)
    {
        _ = IsSampled(feedback.Id) && _requests!.TryWrite(feedback);
        _ = _arms?.TryWrite(feedback);
    }

    /// <summary>Writes what still waits.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var shadow in _shadows.Values)
        {
            await shadow.DisposeAsync();
        }

        foreach (var log in (RequestLogWriter?[])[_requests, _arms])
        {
            if (log is not null)
            {
                await log.DisposeAsync();
            }
        }
    }

    private void Keep(ServedRoute route, ServedRequest request)
    {
        if (IsSampled(request.Id))
        {
            _ = _requests!.TryWrite(request.Characters, () => request.Lines(withTexts: true));
        }

        if (route.IsExperiment)
        {
            _ = _arms!.TryWrite(request.Characters, () => request.Lines(withTexts: false));
        }

        if (_shadows.TryGetValue(route, out var shadow))
        {
            shadow.Add(request);
        }
    }

    private bool IsSampled(string id) => _settings is { } settings && HashShare.Of(SampleSalt, id) < settings.Sample;
}
