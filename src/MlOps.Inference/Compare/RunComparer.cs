using MlOps.Metrics;
using MlOps.Reporting.Comparison;
using MlOps.Running;

namespace MlOps.Inference.Compare;

/// <summary>Puts two runs side by side, from their records and from the outputs that are still kept.</summary>
/// <param name="cache">The outputs.</param>
public sealed class RunComparer(StepCache cache)
{
    /// <summary>Compares two runs.</summary>
    /// <param name="a">The first run.</param>
    /// <param name="b">The second run; differences are its values less those of the first.</param>
    public RunDifference Compare(RunResult a, RunResult b)
    {
        var notes = new List<string>();
        var settings = Settings(a, b, notes);
        var (first, second) = (Evaluation(a), Evaluation(b));
        var pairs = first is null || second is null ? null : Pair(first, second, a, b, notes);
        var test = pairs?.Test(b.Seed);
        return new()
        {
            A = a.Id,
            B = b.Id,
            Pipeline = b.Pipeline,
            VerdictOfA = a.Verdict,
            VerdictOfB = b.Verdict,
            Metrics = Metrics(MetricsOf(a), MetricsOf(b), test),
            Settings = settings,
            Slices = Slices(first?.Result!.Evaluation!.Slices ?? [], second?.Result!.Evaluation!.Slices ?? []),
            Rows = pairs?.Rows(),
            Notes = notes,
        };
    }

    private static StepRun? Evaluation(RunResult run) => run.Steps.LastOrDefault(step => step.Result?.Evaluation is not null);

    // a later step's value stands for an earlier one's of the same name
    private static SortedDictionary<string, double?> MetricsOf(RunResult run)
    {
        var metrics = new SortedDictionary<string, double?>(StringComparer.Ordinal);
        foreach (var (name, value) in run.Steps.SelectMany(step => step.Result?.Metrics ?? new Dictionary<string, double?>()))
        {
            metrics[name] = value;
        }

        return metrics;
    }

    private static IReadOnlyList<MetricDifference> Metrics(SortedDictionary<string, double?> a, SortedDictionary<string, double?> b, PairedTest? test) =>
    [
        .. a.Keys.Union(b.Keys).Order(StringComparer.Ordinal).Select(name => new MetricDifference(
            name,
            a.GetValueOrDefault(name),
            b.GetValueOrDefault(name),
            test?.Intervals.GetValueOrDefault(name),
            test is not null && test.PValues.TryGetValue(name, out var p) ? p : null)),
    ];

    private static IReadOnlyList<SliceDifference> Slices(IReadOnlyList<SliceScore> a, IReadOnlyList<SliceScore> b)
    {
        var worse =
            from before in a
            from after in b
            where before.Column == after.Column && before.Value == after.Value
            from metric in after.Metrics
            let was = before.Metrics.GetValueOrDefault(metric.Key) ?? double.NaN
            let now = metric.Value ?? double.NaN
            where Loss(metric.Key, was, now) > 0 // never so for an undefined value
            select new SliceDifference(after.Column, after.Value, after.Rows, metric.Key, was, now);
        return [.. worse.OrderByDescending(slice => Loss(slice.Metric, slice.A, slice.B))];
    }

    private static double Loss(string metric, double a, double b) =>
        MetricName.TryParse(metric, out var name, out _) && !name.Metric.HigherIsBetter ? b - a : a - b;

    private List<SettingDifference> Settings(RunResult a, RunResult b, List<string> notes)
    {
        var differences = new List<SettingDifference>();
        if (a.Profile != b.Profile)
        {
            differences.Add(new("", "profile", a.Profile, b.Profile));
        }

        foreach (var name in a.Steps.Concat(b.Steps).Select(step => step.Name).Distinct())
        {
            var (first, second) = (Parts(a, name), Parts(b, name));
            if (first is null || second is null)
            {
                notes.Add($"The settings of step '{name}' are not known any more: its output was removed, or it did not run.");
                continue;
            }

            differences.AddRange(first.Keys.Union(second.Keys)
                .Where(part => first.GetValueOrDefault(part) != second.GetValueOrDefault(part))
                .Select(part => new SettingDifference(name, part, first.GetValueOrDefault(part), second.GetValueOrDefault(part))));
        }

        return differences;
    }

    // what a step depends on beside the steps before it, of which the same is said at their own names
    private Dictionary<string, string>? Parts(RunResult run, string step) => Record(run, step) is { } record
        ? record.Fingerprint.Parts.Where(part => !part.Name.StartsWith("step ", StringComparison.Ordinal)).ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal)
        : null;

    private StepRecord? Record(RunResult run, string step) =>
        run.Steps.FirstOrDefault(found => found.Name == step) is { Fingerprint.Length: > 0 } found ? cache.FindRecord(found.Fingerprint) : null;

    private PairedRows? Pair(StepRun first, StepRun second, RunResult a, RunResult b, List<string> notes)
    {
        var (left, right) = (Scored(first, a), Scored(second, b));
        if (left is null || right is null)
        {
            notes.Add("The rows cannot be put side by side: the predictions of a run are not kept any more.");
            return null;
        }

        if (!left.IsClassified || !right.IsClassified)
        {
            notes.Add("The rows are put side by side for classifiers only.");
            return null;
        }

        var pairs = PairedRows.Of(left, right);
        if (pairs is null)
        {
            notes.Add("The rows cannot be put side by side: the runs tell other labels, or share no test row.");
        }

        return pairs;
    }

    // the test rows of a run with what it says of them; null when its outputs are not kept any more
    private ScoredRun? Scored(StepRun evaluation, RunResult run)
    {
        var prepared = run.Steps.LastOrDefault(step => step is { Kind: "preprocess", Result: not null });
        return prepared is null || Record(run, prepared.Name) is not { } data || cache.Find(prepared.Fingerprint, prepared.Name) is not { } rows
            || cache.Find(evaluation.Fingerprint, evaluation.Name) is not { } predictions
            ? null
            : ScoredRun.Read(evaluation.Result!.Evaluation!, rows.Folder, predictions.Folder, data.Fingerprint);
    }
}
