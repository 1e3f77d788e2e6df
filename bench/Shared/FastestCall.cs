using System.Diagnostics;

namespace MlOps.Bench;

/// <summary>Times short calls on a machine that does other things as well: the least time is the one that nothing disturbed.</summary>
internal static class FastestCall
{
    private const double RoundSeconds = 0.5;

    /// <summary>The least time of a call in one round, in ms.</summary>
    /// <param name="call">What is timed.</param>
    public static double Milliseconds(Action call)
    {
        var fastest = double.MaxValue;
        var round = Stopwatch.StartNew();
        do
        {
            var start = Stopwatch.GetTimestamp();
            call();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (round.Elapsed.TotalSeconds < RoundSeconds);
        return fastest;
    }
}
