using System.Globalization;
using System.Text;
using MlOps.Diagnostics;
using MlOps.Running;

namespace MlOps.Reporting.Ci;

/// <summary>
/// Writes a run as service messages of TeamCity: errors are build problems, what stands beside a line is an inspection too,
/// and metrics are statistics that TeamCity draws over builds.
/// </summary>
/// <remarks>TeamCity's documentation: "Service messages".</remarks>
public static class TeamCityMessages
{
    /// <summary>Longest identity of a build problem.</summary>
    public const int MaxIdentity = 60;

    /// <summary>Writes findings.</summary>
    /// <param name="annotations">The findings.</param>
    public static string Problems(IReadOnlyList<Annotation> annotations) => string.Concat(
        [
            .. annotations.Where(annotation => annotation.Path is not null).Select(annotation => annotation.Rule).Distinct().Select(Type),
            .. annotations.Where(annotation => annotation.Path is not null).Select(Inspection),
            .. annotations.Where(annotation => annotation.Severity == Severity.Error).Select(Problem),
        ]);

    /// <summary>Writes the metrics of a run that have a value.</summary>
    /// <param name="run">The run.</param>
    public static string Statistics(RunResult run) => string.Concat(run.Metrics().Where(metric => metric.Value is { } value && double.IsFinite(value)).Select(metric =>
        Message("buildStatisticValue", ("key", $"{run.Pipeline}.{metric.Key}"), ("value", metric.Value!.Value.ToString("0.##########", CultureInfo.InvariantCulture)))));

    private static string Type(Rule rule) =>
        Message("inspectionType", ("id", rule.Code), ("name", rule.Title), ("description", rule.Cure), ("category", "mlops"));

    private static string Inspection(Annotation annotation) => Message(
        "inspection",
        ("typeId", annotation.Rule.Code),
        ("message", annotation.Message),
        ("file", annotation.Path!),
        ("line", annotation.Line.ToString(CultureInfo.InvariantCulture)),
        ("SEVERITY", annotation.Severity switch { Severity.Error => "ERROR", Severity.Warning => "WARNING", _ => "INFO" }));

    // the same problem keeps its identity from build to build, so that it can be muted and assigned
    private static string Problem(Annotation annotation)
    {
        var identity = $"{annotation.Rule.Code}_{Files.ContentHash.OfText($"{annotation.Path}\n{annotation.Line}\n{annotation.Column}")}";
        return Message("buildProblem", ("description", $"{annotation.Rule.Code}: {annotation.Message}"), ("identity", identity[..MaxIdentity]));
    }

    private static string Message(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var text = new StringBuilder("##teamcity[").Append(name);
        foreach (var (attribute, value) in attributes)
        {
            _ = text.Append(' ').Append(attribute).Append("='").Append(Escape(PlainText.Of(value, PlainText.MaxSentence))).Append('\'');
        }

        return text.Append("]\n").ToString();
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c is '|' or '\'' or '[' or ']' ? escaped.Append('|').Append(c)
                : char.IsAscii(c) ? escaped.Append(c)
                : escaped.Append(CultureInfo.InvariantCulture, $"|0x{(int)c:X4}");
        }

        return escaped.ToString();
    }
}
