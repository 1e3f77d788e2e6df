using MlOps.Inference.Evaluate;
using MlOps.Metrics;
using MlOps.Models;

namespace MlOps.Inference.Quantize;

/// <summary>Makes a variant of a model and judges it as an evaluate step judges the model: on the same test rows, by the same gates or by gates of its own.</summary>
/// <param name="quantizer">Writes the variant.</param>
public sealed class VariantJudge(ModelQuantizer quantizer)
{
    /// <inheritdoc cref="VariantMaker"/>
    public VariantEvaluation Make(VariantRequest request, CancellationToken ct)
    {
        var (context, variant) = (request.Context, request.Variant);
        var file = Path.Combine(request.Folder, variant.FileName());
        context.Progress.Report(new($"writing {variant.FileName()}"));
        if (quantizer(Path.Combine(request.Folder, OnnxModel.FileName), file) is { } useless)
        {
            return new() { Variant = variant, Refused = useless };
        }

        var judged = Judge(request, ct);
        if (judged.Refused is not null)
        {
            File.Delete(file);
        }

        return judged;
    }

    private static VariantEvaluation Judge(VariantRequest request, CancellationToken ct)
    {
        var context = request.Context;
        var evaluate = context.Input("evaluate");
        var asked = (EvaluateSpec)evaluate.Spec!;
        var spec = request.Gates is { } own ? asked with { Gates = own, Base = null } : asked;
        EvaluateStep.CheckColumns(spec, context.Input("preprocess").Result.Data!);

        using var predictor = Predictor.Open(request.Folder, spec.Threads ?? context.Compute.Threads, request.Variant);
        EvaluateStep.CheckLabels(spec, predictor.Description);
        var rows = TestRows.Of(EvaluateStep.ReadRows(context), predictor.Description, spec, context);
        var selection = new MetricSelection(spec);
        context.Progress.Report(new($"scoring the test rows with {request.Variant.FileName()}"));
        var answers = predictor.Predict(rows.Inputs, ct);
        var scored = rows.Score(answers, predictor.Description);
        var timed = spec.MeasuresLatency(champion: false) ? rows.Inputs : null;
        var cost = ModelCost.Measure(request.Folder, predictor, timed, context.Time, ct);

        var evaluation = evaluate.Result.Evaluation! with
        {
            Metrics = selection.Of([scored.Compute(), cost.Metrics, .. new FairnessScorer(spec, rows, context.Seed).Swaps(predictor, answers, ct).Select(swap => swap.Metrics)]),
            Slices = rows.Slice(scored, spec.Columns, selection),
        };
        var gates = EvaluateStep.Judge(spec, evaluation, context.Input("fine-tune").Result, context.Run);
        return new()
        {
            Variant = request.Variant,
            Refused = gates.All(gate => gate.Passed) ? null : string.Join("; ", gates.Where(gate => !gate.Passed).Select(gate => gate.Message)),
            Metrics = evaluation.Metrics,
            ModelMetrics = evaluate.Result.Metrics,
            Intervals = selection.Of(Bootstrap.Run(scored, champion: null, context.Seed).Candidate),
            Agreement = AgreementOf(PredictionsFile.Read(evaluate.Folder), rows.Predicted(answers, scored)),
            Gates = gates,
        };
    }

    // null where answers are numbers, of which no two are the same
    private static double? AgreementOf(IEnumerable<PredictedRow> model, IEnumerable<PredictedRow> variant)
    {
        var pairs = model.Zip(variant).ToList();
        return pairs.TrueForAll(pair => pair.First.Predicted.Count == 0 && pair.First.Probabilities.Count == 0)
            ? null
            : (double)pairs.Count(pair => pair.First.Predicted.SequenceEqual(pair.Second.Predicted)) / pairs.Count;
    }
}
