using MlOps.Drift;
using MlOps.Experiments;

namespace MlOps.Requests;

/// <summary>Makes of a request log what the arms of a route did.</summary>
/// <param name="log">The log.</param>
/// <param name="shown">How the user names it.</param>
public sealed class LoggedExperiment(RequestLogReader log, string shown)
{
    /// <summary>The routes in the log, in ordinal order.</summary>
    public IReadOnlyList<string> Routes() =>
        [.. log.Read().Select(RouteOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Gathers the arms and shadows of a route.</summary>
    /// <param name="route">The route.</param>
    /// <param name="from">Only what was answered from this time on; null for all.</param>
    public ExperimentReport Gather(string route, DateTimeOffset? from)
    {
        var told = log.ReadFeedback();
        var arms = new SortedDictionary<string, LoggedArm>(StringComparer.Ordinal);
        var shadows = new SortedDictionary<string, LoggedShadow>(StringComparer.Ordinal);
        var waiting = ReadShadows(route, from);
        foreach (var line in Lines(route, from))
        {
            if (line is FailedRequest failure)
            {
                Find(arms, failure.Arm, arm => new(arm)).Add(failure);
            }
            else if (line is AnsweredRow row)
            {
                Find(arms, row.Arm, arm => new(arm)).Add(row, told.GetValueOrDefault((row.Id, row.Row)));
                foreach (var said in waiting[(row.Id, row.Row)])
                {
                    Find(shadows, said.Arm, shadow => new(shadow)).Add(row.Labels, said);
                }
            }
        }

        // the arm that most requests go to is what the others are held against
        ArmResult[] results = [.. arms.Values.Select(arm => arm.Result()).OrderByDescending(arm => arm.Errors.Trials)];
        return new(shown, route, results, [.. results.Skip(1).SelectMany(arm => Compare(results[0], arm))], [.. shadows.Values.Select(shadow => shadow.Result())]);
    }

    private ILookup<(string Id, int Row), ShadowRow> ReadShadows(string route, DateTimeOffset? from) =>
        Lines(route, from).OfType<ShadowRow>().ToLookup(said => (said.Id, said.Row));

    private IEnumerable<RequestLine> Lines(string route, DateTimeOffset? from) =>
        log.Read().Where(line => RouteOf(line) == route && (from is null || line.At >= from));

    private static string? RouteOf(RequestLine line) => line switch
    {
        AnsweredRow row => row.Route,
        ShadowRow row => row.Route,
        FailedRequest failure => failure.Route,
        _ => null,
    };

    private static IEnumerable<ArmComparison> Compare(ArmResult first, ArmResult arm) =>
    [
        ArmComparison.Of(arm.Arm, MonitorMetrics.ErrorRate, first.Errors, arm.Errors),
        ArmComparison.Of(arm.Arm, MonitorMetrics.Accuracy, first.Feedback, arm.Feedback),
    ];

    private static T Find<T>(SortedDictionary<string, T> known, string name, Func<string, T> make)
    {
        if (!known.TryGetValue(name, out var found))
        {
            known[name] = found = make(name);
        }

        return found;
    }
}
