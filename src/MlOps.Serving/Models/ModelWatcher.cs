using MlOps.Diagnostics;

namespace MlOps.Serving.Models;

/// <summary>Asks the origins again and again, and puts new versions in their places.</summary>
/// <param name="routes">The models.</param>
/// <param name="log">Is told of new versions and of those that cannot be opened.</param>
/// <param name="every">Time between two looks.</param>
/// <param name="refresh">Is called at each look, for what else is watched.</param>
/// <param name="time">The clock.</param>
internal sealed class ModelWatcher(ServedRoutes routes, ServerLog log, TimeSpan every, Action refresh, TimeProvider time)
{
    private readonly Dictionary<ServedArm, string> _failures = [];

    /// <summary>Opens the first version of every arm.</summary>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="MlOpsException">One cannot be found or opened.</exception>
    public void Open(CancellationToken ct)
    {
        foreach (var (route, arm) in Arms())
        {
            _ = arm.Update(ct);
            log.Opened(route, arm);
        }
    }

    /// <summary>Looks until it is cancelled.</summary>
    /// <param name="ct">Ends it.</param>
    public async Task WatchAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                refresh();
                foreach (var (route, arm) in Arms())
                {
                    Update(route, arm, ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // the server is shutting down
        }
    }

    private void Update(ServedRoute route, ServedArm arm, CancellationToken ct)
    {
        try
        {
            if (arm.Update(ct))
            {
                arm.Reloads.Succeed();
                log.Opened(route, arm);
            }

            _ = _failures.Remove(arm);
        }
        catch (Exception e) when (e is MlOpsException or IOException or UnauthorizedAccessException or HttpRequestException)
        {
            // told once for each reason: the registry may be away for hours
            if (_failures.GetValueOrDefault(arm) != e.Message)
            {
                arm.Reloads.Fail();
                _failures[arm] = e.Message;
                log.NotOpened(route, arm, e.Message);
            }
        }
    }

    private IEnumerable<(ServedRoute Route, ServedArm Arm)> Arms() => routes.All.SelectMany(route => route.Places.Select(arm => (route, arm)));
}
