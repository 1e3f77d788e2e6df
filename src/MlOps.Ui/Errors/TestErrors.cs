using System.Globalization;
using MlOps.Inference.Evaluate;
using MlOps.Running;
using MlOps.Steps;
using MlOps.Text.Readers;

namespace MlOps.Ui.Errors;

/// <summary>Finds what the models of a run got wrong, in the outputs that are still kept.</summary>
/// <param name="cache">The outputs.</param>
internal sealed class TestErrors(StepCache cache)
{
    /// <summary>Names of the evaluate steps whose rows and predictions are still kept.</summary>
    /// <param name="run">The run.</param>
    public IReadOnlyList<string> Judged(RunResult run) =>
        Prepared(run) is null ? [] : [.. run.Steps.Where(step => Predictions(step) is not null).Select(step => step.Name)];

    /// <summary>Reads the errors of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">An evaluate step of it; null for the last.</param>
    /// <returns>Null where the rows or the predictions are not kept any more, or do not belong together.</returns>
    public ErrorSet? Find(RunResult run, string? step)
    {
        var judged = run.Steps.LastOrDefault(found => found.Result?.Evaluation is not null && (step is null || found.Name == step));
        if (judged is null || Prepared(run) is not { } rows || Predictions(judged) is not { } predictions)
        {
            return null;
        }

        var labels = judged.Result!.Evaluation!.Labels;
        var (count, wrong) = (0, new List<TestError>());
        foreach (var (row, said) in RowsFile.Read(Path.Combine(rows, RowsFile.NameOf("test"))).Zip(PredictionsFile.Read(predictions)))
        {
            count++;
            if (Error(row, said, labels) is { } error)
            {
                wrong.Add(error);
            }
        }

        return new(judged.Name, judged.Result.Evaluation, count, [.. wrong.OrderByDescending(error => error.Weight).ThenBy(error => error.Row.Row)]);
    }

    private static TestError? Error(PreparedRow row, PredictedRow said, IReadOnlyList<string> labels)
    {
        if (said is { Values: { } values, PredictedValues: { } predicted })
        {
            return new(row, Texts(values), Texts(predicted), values.Zip(predicted, (truth, guess) => Math.Abs(truth - guess)).DefaultIfEmpty().Max());
        }

        return said.Loss is not null || said.Labels.SequenceEqual(said.Predicted, StringComparer.Ordinal) ? null
            : said.Probabilities.Count == labels.Count ? OfLabels(row, said, labels)
            : OfTags(row, said);
    }

    // one label: the probability of the wrong one. Any number: the surest of those that are wrong, given or left out
    private static TestError? OfLabels(PreparedRow row, PredictedRow said, IReadOnlyList<string> labels)
    {
        var given = said.Predicted.Except(said.Labels, StringComparer.Ordinal).Select(label => Probability(said, labels, label));
        var leftOut = said.Labels.Except(said.Predicted, StringComparer.Ordinal).Select(label => 1 - Probability(said, labels, label));
        double[] sureness = [.. said is { Labels.Count: 1, Predicted.Count: 1 } ? given : given.Concat(leftOut)];
        return sureness.Length == 0 ? null : new(row, said.Labels, said.Predicted, sureness.Max());
    }

    private static TestError OfTags(PreparedRow row, PredictedRow said) => new(
        row,
        said.Labels,
        said.Predicted,
        said.Probabilities.Where((_, word) => said.Labels.ElementAtOrDefault(word) != said.Predicted.ElementAtOrDefault(word)).DefaultIfEmpty().Max());

    private static double Probability(PredictedRow said, IReadOnlyList<string> labels, string label)
    {
        var place = labels.TakeWhile(known => known != label).Count();
        return place == labels.Count ? 0 : said.Probabilities[place];
    }

    private static string[] Texts(IReadOnlyList<double> values) => [.. values.Select(value => value.ToString("0.####", CultureInfo.InvariantCulture))];

    private string? Prepared(RunResult run) =>
        run.Steps.LastOrDefault(step => step is { Kind: "preprocess", Result: not null }) is { Fingerprint.Length: > 0 } step ? cache.Find(step.Fingerprint, step.Name)?.Folder : null;

    private string? Predictions(StepRun step) =>
        step is { Result.Evaluation: not null, Fingerprint.Length: > 0 } && cache.Find(step.Fingerprint, step.Name)?.Folder is { } folder
        && File.Exists(Path.Combine(folder, PredictionsFile.FileName))
            ? folder
            : null;
}
