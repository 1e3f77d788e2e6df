using MlOps.Diagnostics;
using MlOps.Metrics.Gates;
using MlOps.Spec;

namespace MlOps.Metrics.Files;

/// <summary>Gates about metrics that another program has written.</summary>
/// <param name="metrics">The candidate's.</param>
/// <param name="baseline">Those that <c>champion.</c> names; null when there are none.</param>
public sealed class FileGates(MetricsFile metrics, MetricsFile? baseline)
{
    /// <summary>Reads gates.</summary>
    /// <param name="texts">The gates and where they stand.</param>
    /// <param name="found">Receives MLOPS1010 and MLOPS1011.</param>
    public IReadOnlyList<GateExpression> Read(IEnumerable<SpecText> texts, DiagnosticBag found)
    {
        var gates = new List<GateExpression>();
        foreach (var text in texts)
        {
            if (GateExpression.Parse(text, metrics.TryParse, out var problem) is { } gate)
            {
                gates.Add(gate);
            }
            else
            {
                found.Add(problem!.Rule, problem.Location, problem.Message);
            }
        }

        return gates;
    }

    /// <summary>Judges gates.</summary>
    /// <param name="gates">What <see cref="Read"/> returned.</param>
    /// <param name="policy">What becomes of gates without a baseline to compare with.</param>
    public Evaluation Judge(IReadOnlyList<GateExpression> gates, GatePolicy policy)
    {
        var isOther = metrics.DataHash is not null && baseline?.DataHash is not null && metrics.DataHash != baseline.DataHash;
        var champion = baseline is null ? null : new ChampionScore(
            baseline.Shown, 0, baseline.Values, new Dictionary<string, Interval>(), [], McNemar: null, isOther ? $"it was measured on other rows than {metrics.Shown}" : null);
        var judge = new GateJudge(new(metrics.Rows, metrics.Values, [], champion), policy);
        return new()
        {
            Source = metrics.Shown,
            Rows = metrics.Rows,
            Labels = [],
            Metrics = metrics.Values,
            Intervals = new Dictionary<string, Interval>(),
            Slices = [],
            Confusion = [],
            Champion = champion,
            Gates = [.. gates.Select(judge.Judge)],
        };
    }
}
