using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Predicts rows of a file and writes them to another: those that are new since the last run, or all.</summary>
/// <param name="pretrained">Exports pretrained models.</param>
/// <param name="http">Sends to webhooks.</param>
public sealed class PredictStep(PretrainedExporter pretrained, Func<HttpClient> http) : Step<PredictSpec>
{
    /// <inheritdoc/>
    public override string Kind => "predict";

    /// <inheritdoc/>
    public override string About => "Predicts rows that are new, and writes them to a file";

    /// <inheritdoc/>
    public override int CodeVersion => 1;

    /// <inheritdoc/>
    public override bool TakesAllCores => true;

    /// <inheritdoc/>
    public override PredictSpec Read(SpecMap map)
    {
        var spec = new PredictSpec
        {
            Model = map.OptionalText("base", "The model: a folder, NAME@STAGE of the registry, or ORG/NAME of the hub; that of the fine-tune step before when absent"),
            Data = map.Text("data", "The rows to predict: a .csv, .tsv or .jsonl file, also with .gz, or .parquet; also at an https:// or s3:// address"),
            Column = map.OptionalText("column", "The column that a pretrained model reads; what a preprocess step before says, or text, or image, when absent"),
            To = map.Text("to", "The file that receives the rows with the answers: .csv, .tsv or .jsonl"),
            All = map.Flag("all", otherwise: false, "Predict every row each time, instead of those that the file does not hold yet"),
            Thresholds = [.. map.Table("thresholds", "Labels that are given only from a probability on").Select(pair => (pair.Key, Share(map, pair.Value)))],
            AbstainBelow = map.OptionalNumber("abstain-below", 0, 1, "Give no label where the answer's probability is lower"),
            Rename = map.Table("rename", "What labels are called instead"),
            Webhook = WebhookSpec.Read(map),
        };
        if (Path.GetExtension(spec.To.Value) is var ending && !RowReader.Endings.Contains(ending))
        {
            map.Reject("to", spec.To, $"a file that ends in {string.Join(", ", RowReader.Endings)}");
        }

        return spec;
    }

    /// <inheritdoc/>
    protected override IEnumerable<SpecText> Inputs(PredictSpec spec) => [spec.Data];

    /// <inheritdoc/>
    protected override IEnumerable<SpecText> Bases(PredictSpec spec) => spec.Model is { } model ? [model] : [];

    /// <inheritdoc/>
    protected override IEnumerable<SpecText> Writes(PredictSpec spec) => [spec.To];

    /// <inheritdoc/>
    protected override void Check(PredictSpec spec, StepCheck check)
    {
        if (spec.Model is null)
        {
            _ = check.Require("fine-tune");
        }
    }

    /// <inheritdoc/>
    protected override async Task<StepResult> RunAsync(PredictSpec spec, StepContext context, CancellationToken ct)
    {
        var folder = spec.Model is { } named
            ? OpenModel.Folder(context, named, spec.Column?.Value, pretrained, ct)
            : Path.Combine(context.Input("fine-tune").Folder, ModelFolder);
        using var predictor = Predictor.Open(folder, context.Compute.Threads);
        var format = new AnswerFormat(predictor.Description, Rules(spec, predictor.Description));
        var data = context.FullPath(spec.Data);
        context.Progress.Report(new("predicting"));
        var rows = new RowPredictor(predictor, new(predictor, Path.GetDirectoryName(data)!), format);
        List<(RawRow Row, IReadOnlyList<string> Cells)>? fresh = spec.Webhook is null ? null : [];
        var done = rows.Write(RowReader.Open(data, spec.Data.Shown), context.FullPath(spec.To), spec.To.Shown, onlyNew: !spec.All, ct, fresh);
        if (spec.Webhook is { } webhook)
        {
            using var client = http();
            _ = await new PredictionWebhook(client, new(webhook.Url), webhook.Token?.Value).SendAsync(fresh!, format.Columns, ct);
        }

        return new() { Metrics = new Dictionary<string, double?> { ["rows-predicted"] = done.Predicted, ["rows-kept"] = done.Kept } };
    }

    private static double Share(SpecMap map, SpecText text)
    {
        if (double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
        {
            return share;
        }

        map.Reject("thresholds", text, "probabilities from 0 to 1");
        return 0;
    }

    private static DecisionRules Rules(PredictSpec spec, ModelDescription model)
    {
        foreach (var label in spec.Thresholds.Select(pair => pair.Label).Concat(spec.Rename.Select(pair => pair.Label)).Where(label => !model.Labels.Contains(label.Value)))
        {
            throw new MlOpsException(Diagnostics.Rules.BadLabels, label.Location, $"there is no label '{label}'; the model has {string.Join(", ", model.Labels)}{Spelling.Hint(label, model.Labels)}");
        }

        return new(
            spec.Thresholds.ToDictionary(pair => pair.Label.Value, pair => pair.Threshold, StringComparer.Ordinal),
            spec.AbstainBelow,
            spec.Rename.ToDictionary(pair => pair.Label.Value, pair => pair.Name.Value, StringComparer.Ordinal));
    }
}
