using System.Globalization;
using System.Text;
using System.Text.Json;
using MlOps.Files;
using MlOps.Registry;
using MlOps.Running;
using MlOps.Spec;

namespace MlOps.Reporting.Ci;

/// <summary>
/// Writes what later steps of a GitHub workflow can read of a run: <c>verdict</c>, <c>model</c>, <c>version</c>, <c>stage</c>, <c>run</c>,
/// <c>report</c>, <c>metrics</c> (JSON), and each metric under its own name.
/// </summary>
public static class GitHubOutputs
{
    /// <summary>Writes the lines of the file that <c>GITHUB_OUTPUT</c> names.</summary>
    /// <param name="run">The run.</param>
    /// <param name="report">Path of the page for people.</param>
    public static string Write(RunResult run, string report)
    {
        var registered = run.Steps.Select(step => step.Result?.Registration).OfType<Registration>().LastOrDefault();

        // of two with one name the last counts: no metric stands for an output of ours
        (string Name, string Value)[] outputs =
        [
            .. run.Metrics().Where(metric => IsPlain(metric.Key)).Select(metric => (metric.Key.Replace('.', '-'), Number(metric.Value))),
            ("verdict", Kebab.Of(run.Verdict)),
            ("run", run.Id),
            ("report", report),
            ("model", registered?.Model ?? ""),
            ("version", registered?.Version.ToString(CultureInfo.InvariantCulture) ?? ""),
            ("stage", registered is null ? "" : registered.Stage.ToString()),
            ("metrics", Json(run)),
        ];
        return Lines(outputs);
    }

    /// <summary>Writes the lines for a pipeline that cannot be run as it stands.</summary>
    public static string Invalid() => Lines([("verdict", "invalid")]);

    /// <summary>
    /// Writes the lines of a plan: <c>plan</c>, a key under which its outputs can be cached, and <c>state</c>, the folder that holds them.
    /// </summary>
    /// <param name="fingerprints">Those of all steps.</param>
    /// <param name="state">Path of the state folder.</param>
    public static string Plan(IEnumerable<string> fingerprints, string state) =>
        Lines([("plan", ContentHash.OfText(string.Join('\n', fingerprints))), ("state", state)]);

    // one line each: a line break in a value could set another output
    private static string Lines((string Name, string Value)[] outputs) =>
        string.Concat(outputs.Select(output => $"{output.Name}={PlainText.Of(output.Value, int.MaxValue)}\n"));

    // names of outputs that an expression can read; those of labels stand in the JSON
    private static bool IsPlain(string metric) => metric.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Json(RunResult run)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in run.Metrics())
            {
                if (value is { } number && double.IsFinite(number))
                {
                    json.WriteNumber(name, number);
                }
                else
                {
                    json.WriteNull(name);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
