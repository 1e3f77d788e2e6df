using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Metrics.Gates;

namespace MlOps.Drift;

/// <summary>Judges the gates of <c>monitor:</c> by what live data show. A missing value never passes.</summary>
/// <param name="spec">The gates.</param>
public sealed class DriftJudge(MonitorSpec spec)
{
    /// <summary>Judges them.</summary>
    /// <param name="features">The features, compared.</param>
    /// <param name="live">What else was measured.</param>
    public Evaluation Judge(IReadOnlyList<FeatureDrift> features, LiveData live)
    {
        var metrics = new SortedDictionary<string, double?>(live.Metrics.Concat(MonitorMetrics.Of(features)).ToDictionary(), StringComparer.Ordinal) { [MonitorMetrics.Rows] = live.Rows };
        var judge = new GateJudge(new(live.Rows, live.Rows < spec.MinRows ? Nothing(metrics) : metrics, [], Champion: null), new(NoChampionPasses: false, AcceptedLoss: null));
        return new()
        {
            Source = live.Source,
            Rows = live.Rows,
            Labels = [],
            Metrics = metrics,
            Intervals = new Dictionary<string, Interval>(),
            Slices = [],
            Confusion = [],
            Gates = [.. spec.Gates.Select(judge.Judge)],
        };
    }

    /// <summary>The findings that reporters show, each on the line of its gate.</summary>
    /// <param name="evaluation">What <see cref="Judge"/> returned.</param>
    public IEnumerable<Diagnostic> Diagnostics(Evaluation evaluation)
    {
        if (evaluation.Rows < spec.MinRows)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"{evaluation.Source} holds {evaluation.Rows:N0} answered {(evaluation.Rows == 1 ? "row" : "rows")} of this model and time; drift is judged from {spec.MinRows:N0} on");
            return [new(Rules.TooFewToMonitor, spec.Gates[0].Text.Location, message)];
        }

        return evaluation.Gates.Where(gate => !gate.Passed).Select(gate =>
            new Diagnostic(gate.Outcome == GateOutcome.MissingValue ? Rules.DriftNotMeasured : Rules.Drift, gate.Location, gate.Message));
    }

    private static Dictionary<string, double?> Nothing(IReadOnlyDictionary<string, double?> metrics) => metrics.Keys.ToDictionary(name => name, _ => (double?)null);
}
