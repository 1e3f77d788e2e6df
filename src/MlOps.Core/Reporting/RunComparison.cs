using MlOps.Metrics;
using MlOps.Reporting.Sections;
using MlOps.Running;

namespace MlOps.Reporting;

/// <summary>Two runs side by side.</summary>
public static class RunComparison
{
    /// <summary>A table of everything that both or one of them measured.</summary>
    /// <param name="a">A run.</param>
    /// <param name="b">Another run.</param>
    /// <returns>A row a metric: name, the value in each run, the difference.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(RunResult a, RunResult b)
    {
        var (first, second) = (Metrics(a), Metrics(b));
        var rows = new List<IReadOnlyList<string>>
        {
            new[] { "verdict", Verdicts.Word(a.Verdict), Verdicts.Word(b.Verdict), "" },
        };
        rows.AddRange(first.Keys.Union(second.Keys).Order(StringComparer.Ordinal).Select(name => Row(name, first, second)));
        return rows;
    }

    private static string[] Row(string name, Dictionary<string, double?> first, Dictionary<string, double?> second)
    {
        var unit = MetricSection.UnitOf(name);
        var (a, b) = (first.GetValueOrDefault(name), second.GetValueOrDefault(name));
        return [name, Shown(first, name, unit), Shown(second, name, unit), a is { } before && b is { } after ? Quantity.Difference(after - before, unit) : ""];
    }

    private static string Shown(Dictionary<string, double?> metrics, string name, MetricUnit unit) =>
        metrics.TryGetValue(name, out var value) ? MetricText.Of(value, unit) : "-";

    // a later step's value stands for an earlier one's of the same name
    private static Dictionary<string, double?> Metrics(RunResult run)
    {
        var metrics = new Dictionary<string, double?>(StringComparer.Ordinal);
        foreach (var (name, value) in run.Steps.SelectMany(step => step.Result?.Metrics ?? new Dictionary<string, double?>()))
        {
            metrics[name] = value;
        }

        return metrics;
    }
}
