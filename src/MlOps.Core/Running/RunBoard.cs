using System.Globalization;
using System.Text;
using MlOps.Metrics;
using MlOps.Reporting;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.TensorBoard;

namespace MlOps.Running;

/// <summary>
/// What TensorBoard shows of a run, in <c>tensorboard/</c> of its folder: a folder a step with curves, settings and confusion matrix, and
/// the hyper-parameters of the run as a whole. Files are made with the first thing measured. Not for two threads at once.
/// </summary>
/// <param name="run">The run's id.</param>
/// <param name="runFolder">Full path of the run's folder.</param>
/// <param name="steps">The steps that the run was asked for.</param>
/// <param name="seed">The pipeline's seed.</param>
/// <param name="time">The clock.</param>
internal sealed class RunBoard(string run, string runFolder, IReadOnlyList<PipelineStep> steps, int seed, TimeProvider time) : IDisposable
{
    private const string Validation = "validation-"; // how training names what was measured on validation rows

    private readonly string _folder = Path.Combine(runFolder, "tensorboard");
    private readonly Dictionary<string, EventFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private EventFile? _session;

    /// <summary>Shows what a step measures as it goes.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="values">Names and values.</param>
    /// <param name="position">What they belong to; null when there is none.</param>
    public void Write(string step, IReadOnlyDictionary<string, double> values, int? position)
    {
        var file = FileOf(step);
        _positions[step] = position ?? _positions.GetValueOrDefault(step);
        foreach (var (name, value) in values)
        {
            var tag = name.StartsWith(Validation, StringComparison.Ordinal) ? $"validation/{name[Validation.Length..]}" : $"training/{name}";
            file.Write(_positions[step], SummaryValue.Scalar(tag, value));
        }
    }

    /// <summary>Shows what a step has measured as a whole.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="result">What it returned.</param>
    public void Write(string step, StepResult result)
    {
        foreach (var (name, value) in result.Metrics.Where(metric => metric.Value is not null))
        {
            FileOf(step).Write(_positions.GetValueOrDefault(step), SummaryValue.Scalar($"result/{name}", value!.Value));
        }

        if (result.Evaluation is { } evaluation)
        {
            Write(FileOf(step), evaluation);
        }
    }

    /// <summary>Tells how the run ended.</summary>
    /// <param name="verdict">How.</param>
    public void End(Verdict verdict) => _session?.Write(0, Session.End(verdict == Verdict.Passed, time.GetUtcNow()));

    /// <inheritdoc/>
    public void Dispose()
    {
        _session?.Dispose();
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private static void Write(EventFile file, Evaluation evaluation)
    {
        if (evaluation.Confusion.Count is > 0 and <= ConfusionPicture.MostLabels)
        {
            file.Write(0, SummaryValue.Image("confusion", ConfusionPicture.Draw(evaluation.Labels, evaluation.Confusion)));
        }

        if (evaluation.Gates.Count > 0)
        {
            file.Write(0, SummaryValue.Markdown("gates", Table("gate", "result", evaluation.Gates.Select(gate => (gate.Text, gate.Passed ? "met" : gate.Message)))));
        }
    }

    private static string Table(string key, string value, IEnumerable<(string Key, string Value)> rows) => rows
        .Aggregate(
            new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"| {key} | {value} |\n|---|---|\n")),
            (text, row) => text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Sentence(row.Key)} | {Markdown.Sentence(row.Value)} |\n"))
        .ToString();

    private EventFile FileOf(string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            _session ??= Begin();
            _files[name] = file = new EventFile(Path.Combine(_folder, name), time);
            var step = steps.First(step => step.Name == name);
            file.Write(0, SummaryValue.Markdown("settings", Table("setting", "value", step.Settings.Select(setting => (setting.Path, setting.Shown)))));
        }

        return file;
    }

    private EventFile Begin()
    {
        var file = new EventFile(_folder, time);
        var parameters = steps.Where(step => step.Kind.Trains)
            .SelectMany(step => step.Settings.Select(setting => ($"{step.Name}.{setting.Path}", setting.Shown)))
            .Append(("seed", seed.ToString(CultureInfo.InvariantCulture)));
        file.Write(0, Session.Start(parameters, run, time.GetUtcNow()));
        return file;
    }
}
