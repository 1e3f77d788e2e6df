using MlOps.Serving.Models;

namespace MlOps.Serving.Traffic;

/// <summary>Takes its share from an arm that fails: one that is not the first, when of its last requests too many ended in an error. A new share, or the next start, gives it another chance.</summary>
/// <param name="abortAt">The share of errors.</param>
/// <param name="log">Is told.</param>
internal sealed class CanaryGuard(double abortAt, ServerLog log)
{
    /// <summary>The last requests of an arm that are judged.</summary>
    public const int Window = 200;

    /// <summary>Requests that an arm must have had.</summary>
    public const int Least = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<ServedArm, Queue<bool>> _last = [];

    /// <summary>Takes the outcome of a request.</summary>
    /// <param name="route">The route.</param>
    /// <param name="arm">Where it was answered.</param>
    /// <param name="failed">True when it ended in an error of the server.</param>
    public void Observe(ServedRoute route, ServedArm arm, bool failed)
    {
        if (route.Split is not { } split || arm == route.Arms[0])
        {
            return;
        }

        lock (_gate)
        {
            if (!_last.TryGetValue(arm, out var last))
            {
                _last[arm] = last = new();
            }

            last.Enqueue(failed);
            if (last.Count > Window)
            {
                _ = last.Dequeue();
            }

            var errors = last.Count(outcome => outcome);
            if (last.Count >= Least && errors >= abortAt * last.Count && failed)
            {
                last.Clear();
                split.Change(new Dictionary<string, double> { [arm.Name] = 0 });
                log.Write(FormattableString.Invariant($"{route.Name}: {arm.Name} gets no more requests: {errors} of its last ones failed"));
            }
        }
    }
}
