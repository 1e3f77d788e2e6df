using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Metrics;
using MlOps.Metrics.Entities;
using MlOps.Metrics.Gates;
using MlOps.Models;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Steps.Preprocess;
using MlOps.Text.Readers;

namespace MlOps.Inference.Evaluate;

/// <summary>Judges a fine-tuned model: scores it and the champion on the test rows, and holds the gates against what was measured.</summary>
/// <param name="pretrained">Exports pretrained models.</param>
public sealed class EvaluateStep(PretrainedExporter pretrained) : Step<EvaluateSpec>
{
    /// <summary>The file of the evaluation in the step's output.</summary>
    public const string FileName = "evaluation.json";

    /// <inheritdoc/>
    public override string Kind => "evaluate";

    /// <inheritdoc/>
    public override string About => "scores the model and the champion on the test rows and judges the gates";

    /// <inheritdoc/>
    public override int CodeVersion => 2;

    /// <inheritdoc/>
    public override bool TakesAllCores => true;

    /// <inheritdoc/>
    public override EvaluateSpec Read(SpecMap map) => EvaluateSpecReader.Read(map);

    /// <inheritdoc/>
    public override StepResult Relocate(PipelineStep step, StepResult result)
    {
        var gates = result.Evaluation!.Gates.Zip(((EvaluateSpec)step.Spec).AllGates, (kept, now) => kept with { Location = now.Text.Location });
        var evaluation = result.Evaluation with { Gates = [.. gates] };
        var others = result.Diagnostics.Where(found => found.Rule == Rules.ChampionPreparedOtherwise).Select(found => found with { Location = step.Location });
        return result with { Evaluation = evaluation, Diagnostics = [.. others, .. DiagnosticsOf(evaluation)] };
    }

    /// <inheritdoc/>
    protected override void Check(EvaluateSpec spec, StepCheck check)
    {
        _ = check.Require("preprocess");
        if (spec.Model is null)
        {
            _ = check.Require("fine-tune");
        }
    }

    /// <inheritdoc/>
    protected override void CheckInputs(EvaluateSpec spec, StepCheck check)
    {
        var data = (PreprocessSpec)check.Upstream.Last(step => step.Kind.Kind == "preprocess").Spec;
        try
        {
            var columns = PreprocessStep.ReadColumns(data, check.FullPath).Except(data.UsedColumns.Select(column => column.Value)).ToList();
            foreach (var unknown in spec.DataColumns.Where(column => !columns.Contains(column.Value)))
            {
                check.Found.Add(Rules.UnknownColumn, unknown.Location, UnknownColumn(unknown, columns));
            }
        }
        catch (MlOpsException)
        {
            // data that cannot be read: the preprocess step reports it where it names the data
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<SpecText> Inputs(EvaluateSpec spec) => spec.TermLists.Select(list => list.File).OfType<SpecText>();

    /// <inheritdoc/>
    protected override IEnumerable<SpecText> Bases(EvaluateSpec spec) => spec.Model is { } model ? [model] : [];

    /// <inheritdoc/>
    protected override bool MeetsChampion(EvaluateSpec spec) => true;

    /// <inheritdoc/>
    protected override Task<StepResult> RunAsync(EvaluateSpec spec, StepContext context, CancellationToken ct)
    {
        var training = spec.Model is null ? context.Input("fine-tune") : null;
        CheckColumns(spec, context.Input("preprocess").Result.Data!);
        context.Progress.Report(new("opening the model"));
        var folder = training is null ? OpenModel.Folder(context, spec.Model!.Value, column: null, pretrained, ct) : Path.Combine(training.Folder, ModelFolder);
        using var predictor = Predictor.Open(folder, spec.Threads ?? context.Compute.Threads);
        var model = predictor.Description;
        CheckLabels(spec, model);
        var rows = TestRows.Of(ReadRows(context), model, spec, context);
        var selection = new MetricSelection(spec);

        context.Progress.Report(new("scoring the test rows"));
        var answers = predictor.Predict(rows.Inputs, ct);
        var scored = rows.Score(answers, model);
        PredictionsFile.Write(context.OutputFolder, rows.Predicted(answers, scored));
        TrainingProfile.Of(context.Input("preprocess"), predictor, rows.Inputs, answers).Write(context.OutputFolder);

        context.Progress.Report(new("measuring latency"));
        var cost = ModelCost.Measure(folder, predictor, spec.MeasuresLatency(champion: false) ? rows.Inputs : null, context.Time, ct);

        context.Progress.Report(new("comparing with the champion"));
        var scorer = new ChampionScorer(spec, model, rows, context);
        var champion = context.Champion is { } version ? scorer.Run(version, scored, ct) : null;
        var bootstrap = Bootstrap.Run(scored, champion?.Rows, context.Seed);

        var fairness = new FairnessScorer(spec, rows, context.Seed);
        var swaps = fairness.Swaps(predictor, answers, ct);
        var evaluation = new Evaluation
        {
            Rows = scored.Count,
            Labels = model.Labels,
            Metrics = selection.Of([scored.Compute(), cost.Metrics, .. swaps.Select(swap => swap.Metrics)]),
            Intervals = selection.Of(bootstrap.Candidate),
            Slices = rows.Slice(scored, spec.Columns, selection),
            Fairness = fairness.Groups(scored),
            Counterfactuals = swaps,
            Confusion = scored is ClassifiedRows { Rows: { IsMultiLabel: false } single } ? ConfusionMatrix.Of(single).ToRows() : [],
            Champion = champion is null ? null : champion.Score with { Differences = selection.Of(bootstrap.Differences) },
            LatencySetting = cost.LatencySetting,
            Gates = [],
        };
        evaluation = evaluation with { Gates = Judge(spec, evaluation, training?.Result ?? new(), context.Run) };
        AtomicFile.WriteText(Path.Combine(context.OutputFolder, FileName), JsonSerializer.Serialize(evaluation, RunningJson.Default.Evaluation) + "\n");
        return Task.FromResult(new StepResult
        {
            Metrics = evaluation.Metrics,
            Evaluation = evaluation,
            Diagnostics = [.. scorer.Found, .. DiagnosticsOf(evaluation)],
        });
    }

    /// <summary>The test rows.</summary>
    /// <param name="context">Names the preprocess step's output.</param>
    /// <exception cref="MlOpsException">MLOPS2006: there are none.</exception>
    internal static List<PreparedRow> ReadRows(StepContext context)
    {
        var rows = RowsFile.Read(Path.Combine(context.Input("preprocess").Folder, RowsFile.NameOf("test"))).ToList();
        return rows.Count > 0
            ? rows
            : throw new MlOpsException(Rules.TooFewRows, context.Location, $"step '{context.Name}' has no test rows; give 'split' of the preprocess step a share for 'test'");
    }

    /// <summary>Makes sure that every column that slices are made of is there.</summary>
    /// <param name="spec">Names them.</param>
    /// <param name="data">What was prepared.</param>
    /// <exception cref="MlOpsException">MLOPS2004: one is not.</exception>
    internal static void CheckColumns(EvaluateSpec spec, DataCard data)
    {
        if (spec.DataColumns.FirstOrDefault(column => !data.Columns.Contains(column.Value)) is { Value: not null } unknown)
        {
            throw new MlOpsException(Rules.UnknownColumn, unknown.Location, UnknownColumn(unknown, data.Columns));
        }
    }

    private static string UnknownColumn(string column, IReadOnlyList<string> columns) =>
        $"there is no column '{column}' to slice by; the data has {string.Join(", ", columns)}{Spelling.Hint(column, columns)}";

    /// <summary>Makes sure that the model knows every label that metrics and gates name.</summary>
    /// <param name="spec">Names them.</param>
    /// <param name="model">The candidate.</param>
    /// <exception cref="MlOpsException">MLOPS1010: it does not know one.</exception>
    internal static void CheckLabels(EvaluateSpec spec, ModelDescription model)
    {
        var labels = model.TaskKind == TaskKind.TokenClassification ? [.. model.Labels.Select(Entity.KindOf).OfType<string>().Distinct()] : model.Labels;
        var named = spec.Metrics.Select(metric => (metric.Name, metric.Location))
            .Concat(spec.AllGates.SelectMany(gate => gate.Measured.Select(term => (Name: term.Metric, Location: gate.LocationOf(term.Offset)))));
        foreach (var (name, location) in named)
        {
            var known = name.Metric.Name is MetricCatalogue.FlipRate or MetricCatalogue.ScoreShift ? [.. spec.TermLists.Select(list => list.Name.Value)] : labels;
            if (name.Label is { } label && !known.Contains(label))
            {
                throw new MlOpsException(Rules.UnknownMetric, location, $"'{name}' names {(known == labels ? "a label that the model does not know; it knows" : "a list of terms that 'slices' does not have; it has")} {string.Join(", ", known)}{Spelling.Hint(label, known)}");
            }
        }

        if (spec.Fairness is { Positive: var positive } && !labels.Contains(positive.Value))
        {
            throw new MlOpsException(Rules.UnknownMetric, positive.Location, $"'positive' names a label that the model does not know; it knows {string.Join(", ", labels)}{Spelling.Hint(positive, labels)}");
        }
    }

    private static IEnumerable<Diagnostic> DiagnosticsOf(Evaluation evaluation) => evaluation.Gates.Select(gate => gate.ToDiagnostic()).OfType<Diagnostic>();

    /// <summary>Judges every gate.</summary>
    /// <param name="spec">The gates.</param>
    /// <param name="evaluation">What was measured.</param>
    /// <param name="training">What the fine-tune step measured.</param>
    /// <param name="run">Says what a missing champion means.</param>
    internal static GateResult[] Judge(EvaluateSpec spec, Evaluation evaluation, StepResult training, RunIdentity run)
    {
        var metrics = new Dictionary<string, double?>(training.Metrics, StringComparer.Ordinal);
        foreach (var (name, value) in evaluation.Metrics)
        {
            metrics[name] = value;
        }

        var evidence = new GateEvidence(evaluation.Rows, metrics, evaluation.Slices, evaluation.Champion);
        var judge = new GateJudge(evidence, GatePolicy.Of(spec.NoChampion, run.IsContinuousIntegration, run.AcceptedChampionLoss));
        var baseJudge = new GateJudge(evidence, GatePolicy.Of(spec.Base?.NoChampion ?? NoChampion.Fail, run.IsContinuousIntegration, run.AcceptedChampionLoss));
        return [.. spec.Gates.Select(judge.Judge), .. (spec.Base?.Gates ?? []).Select(baseJudge.Judge)];
    }
}
