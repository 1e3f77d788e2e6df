using System.Globalization;
using System.Text;
using MlOps.Experiments;
using MlOps.Metrics;
using MlOps.Reporting;

namespace MlOps.Tool.Output;

/// <summary>The arms of a route as a console shows them.</summary>
internal static class ExperimentText
{
    private const int MostClasses = 20;

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    public static string Of(ExperimentReport report)
    {
        var text = new StringBuilder();
        _ = text.Append(CultureInfo.InvariantCulture, $"{report.Route}, from {report.Source}\n\n");
        _ = text.Append(new TextTable("arm", "serves", "requests", "errors", "error rate (95 %)", "p50", "p95", "p99").Add(report.Arms.Select(Requests)));
        _ = text.Append('\n').Append(new TextTable("arm", "rows", "confidence", "with feedback", "accuracy (95 %)").Add(report.Arms.Select(Answers)));
        var classes = report.Arms.SelectMany(arm => arm.Classes.Keys).Distinct().Order(StringComparer.Ordinal).Take(MostClasses).ToList();
        _ = classes.Count == 0 ? text : text.Append('\n').Append(new TextTable(["class", .. report.Arms.Select(arm => arm.Arm)]).Add(classes.Select(label => Class(label, report.Arms))));
        if (report.Comparisons.Count > 0)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"\nAgainst {report.Arms[0].Arm}\n");
            _ = text.Append(new TextTable("arm", "measure", "difference", "95 %, looked at once", "95 %, at any time", "p, at any time").Add(report.Comparisons.Select(Comparison)));
        }

        foreach (var shadow in report.Shadows)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"\nShadow {shadow.Shadow}: agrees on {Share(shadow.Agreement)} of {Quantity.Count(shadow.Rows)} rows; p95 {Time(shadow.Latency["p95"])}\n");
            _ = shadow.Changes.Count == 0 ? text : text.Append(new TextTable("answered", "shadow", "rows").Add(shadow.Changes.Select(change => (IReadOnlyList<string>)[change.Answered, change.Shadow, Quantity.Count(change.Rows)])));
        }

        return LogText.Of(text.ToString());
    }

    private static IReadOnlyList<string> Requests(ArmResult arm) =>
    [
        arm.Arm, string.Join(", ", arm.Versions), Quantity.Count(arm.Errors.Trials), Quantity.Count(arm.Errors.Hits), Share(arm.Errors),
        .. Quantiles.Named.Select(quantile => Time(arm.Latency[quantile.Name])),
    ];

    private static IReadOnlyList<string> Answers(ArmResult arm) =>
        [arm.Arm, Quantity.Count(arm.Rows), Number(arm.Confidence), Quantity.Count(arm.Feedback.Trials), Share(arm.Feedback)];

    private static IReadOnlyList<string> Class(string label, IReadOnlyList<ArmResult> arms) =>
        [label, .. arms.Select(arm => $"{Quantity.Count(arm.Classes.GetValueOrDefault(label))} ({Quantity.Share(arm.Classes.GetValueOrDefault(label), Math.Max(1, arm.Classes.Values.Sum()))})")];

    private static IReadOnlyList<string> Comparison(ArmComparison comparison) =>
    [
        comparison.Arm, comparison.Measure, Number(comparison.Difference), Range(comparison.Interval), Range(comparison.Sequential),
        comparison.Sequential is null ? $"fewer than {SequentialTest.LeastTrials}" : Number(comparison.PValue),
    ];

    private static string Share(Rate rate) => rate.Share is { } share ? $"{Number(share)} ({Range(rate.Interval())})" : "–";

    private static string Range(Interval? interval) => interval is null ? "–" : $"{Number(interval.Low)} to {Number(interval.High)}";

    private static string Number(double? value) => value is null ? "–" : MetricText.Of(value, MetricUnit.None);

    private static string Time(double? seconds) => seconds is null ? "–" : MetricText.Of(seconds, MetricUnit.Seconds);
}
