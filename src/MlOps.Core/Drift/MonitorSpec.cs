using MlOps.Diagnostics;
using MlOps.Metrics.Gates;
using MlOps.Spec;

namespace MlOps.Drift;

/// <summary>What pipeline.yml says of watching the model once it serves: the key <c>monitor</c>.</summary>
/// <param name="Log">Where served requests are logged; null for the state folder's own place.</param>
/// <param name="Since">Only what is younger counts; null for all that the log holds.</param>
/// <param name="MinRows">Fewer rows are not judged, and not passed either.</param>
/// <param name="Gates">The thresholds.</param>
public sealed record MonitorSpec(SpecText? Log, TimeSpan? Since, int MinRows, IReadOnlyList<GateExpression> Gates)
{
    /// <summary>Rows from which on drift is judged: with 200 and ten bins chance alone keeps PSI below 0.09 in 95 of 100 comparisons.</summary>
    public const int DefaultMinRows = 200;

    /// <summary>Reads the key <c>monitor</c>.</summary>
    /// <param name="map">The pipeline's mapping.</param>
    /// <returns>Null when the key is absent.</returns>
    internal static MonitorSpec? Read(SpecMap map) => map.OptionalMap(
        "monitor",
        "How requests that a served model answers are held against the data that it was trained on, by 'dotnet mlops monitor'",
        ReadKeys);

    private static MonitorSpec ReadKeys(SpecMap map)
    {
        var log = map.OptionalText("log", "The folder of the request log, or a file of rows; when absent the state folder's own");
        var since = map.OptionalText("since", "How far back requests count: a number with m, h, d or w, such as 7d; when absent all that are logged");
        var age = since is { } text ? Age.Parse(text) : null;
        if (since is { } given && age is null)
        {
            map.Reject("since", given, Age.Expected);
        }

        return new(
            log,
            age,
            map.Whole("min-rows", 1, int.MaxValue, DefaultMinRows, "Rows that both sides of a comparison must have; with fewer the gates are not met"),
            ReadGates(map));
    }

    private static List<GateExpression> ReadGates(SpecMap map)
    {
        var gates = new List<GateExpression>();
        foreach (var text in map.Texts("gates", "Thresholds, one comparison a line, such as psi(length) <= 0.2, js(class) <= 0.1 or error-rate <= 1%"))
        {
            var gate = GateExpression.ParseCalls(text, MonitorMetrics.TryParse, out var problem);
            if (problem is not null)
            {
                map.Report(problem.Rule, problem.Location, problem.Message);
            }
            else if (gate!.MeetsChampion)
            {
                map.Report(Rules.BadGate, text.Location, $"gate '{text}': monitoring knows no champion; compare with a number");
            }
            else
            {
                gates.Add(gate);
            }
        }

        map.RequireNotEmpty("gates");
        return gates;
    }
}
