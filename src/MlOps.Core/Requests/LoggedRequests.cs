using MlOps.Drift;
using MlOps.Experiments;

namespace MlOps.Requests;

/// <summary>Makes of a request log what drift is measured on.</summary>
/// <param name="log">The log.</param>
/// <param name="shown">How the user names it.</param>
public sealed class LoggedRequests(RequestLogReader log, string shown)
{
    /// <summary>Gathers what one version answered.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="version">Its version, as the server names it.</param>
    /// <param name="from">Only what was answered from this time on; null for all.</param>
    /// <param name="reference">The version's profile, which knows the words.</param>
    public LiveData Gather(string model, string version, DateTimeOffset? from, DataProfile reference)
    {
        var told = log.ReadFeedback();
        var profile = new ProfileBuilder(reference.Words().ToHashSet(StringComparer.Ordinal));
        var (rows, failed, judged, right) = (0L, 0L, 0L, 0L);
        var seconds = new List<double>();
        foreach (var line in log.Read().Where(line => from is null || line.At >= from))
        {
            if (line is FailedRequest failure && failure.Model == model && failure.Version == version)
            {
                failed++;
            }
            else if (line is AnsweredRow row && row.Model == model && row.Version == version)
            {
                rows++;
                Add(profile, row);
                if (row.Row == 0)
                {
                    seconds.Add(row.Seconds);
                }

                if (told.TryGetValue((row.Id, row.Row), out var labels))
                {
                    judged++;
                    right += UserFeedback.Agrees(labels, row.Labels) ? 1 : 0;
                    AddLabels(profile, labels);
                }
            }
        }

        return new(shown, rows, profile.Build(), Metrics(seconds, failed, judged, right));
    }

    private static void Add(ProfileBuilder profile, AnsweredRow row)
    {
        if (row.Length is { } length)
        {
            profile.Add(Features.Length, length);
        }

        if (row.Tokens is { } tokens)
        {
            profile.Add(Features.Tokens, tokens);
        }

        if (row.Text is { } text)
        {
            profile.AddWords(text);
        }

        profile.AddAnswer(row.Labels, row.Confidence, row.Values);
    }

    private static void AddLabels(ProfileBuilder profile, IReadOnlyList<string> labels)
    {
        foreach (var label in labels)
        {
            profile.Add(Features.Label, label);
        }
    }

    private static Dictionary<string, double?> Metrics(List<double> seconds, long failed, long judged, long right)
    {
        var metrics = new Dictionary<string, double?>
        {
            [MonitorMetrics.ErrorRate] = seconds.Count + failed == 0 ? null : (double)failed / (seconds.Count + failed),
            [MonitorMetrics.FeedbackRows] = judged,
            [MonitorMetrics.Accuracy] = judged == 0 ? null : (double)right / judged,
        };
        foreach (var (name, value) in Quantiles.Of(seconds))
        {
            metrics[$"{MonitorMetrics.Latency}.{name}"] = value;
        }

        return metrics;
    }
}
