using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Registry;
using MlOps.Steps;

namespace MlOps.Inference.Evaluate;

/// <summary>Scores the champion on the rows that the candidate was scored on.</summary>
/// <param name="spec">What to measure.</param>
/// <param name="candidate">The candidate's description.</param>
/// <param name="rows">The test rows.</param>
/// <param name="context">The champion, the clock and the seed.</param>
internal sealed class ChampionScorer(EvaluateSpec spec, ModelDescription candidate, TestRows rows, StepContext context)
{
    private readonly List<Diagnostic> _found = [];

    /// <summary>What the user should know of the comparison.</summary>
    public IReadOnlyList<Diagnostic> Found => _found;

    /// <summary>Scores the champion. One that cannot be scored says why; only a gate that names it fails for that.</summary>
    /// <param name="champion">The version in Production.</param>
    /// <param name="scored">The rows as the candidate scores them.</param>
    /// <param name="ct">Stops between two batches.</param>
    public ScoredChampion Run(Champion champion, TaskScores scored, CancellationToken ct)
    {
        try
        {
            using var predictor = Predictor.Open(champion.Folder, spec.Threads ?? context.Compute.Threads);
            return WhyNot(predictor.Description) is { } why ? NotScored(champion, why) : Run(champion, predictor, scored, ct);
        }
        catch (MlOpsException e)
        {
            return NotScored(champion, e.Diagnostic.Message);
        }
    }

    private ScoredChampion Run(Champion champion, Predictor predictor, TaskScores scored, CancellationToken ct)
    {
        WarnOfPreparation(champion, predictor.Description);
        var mine = rows.Score(predictor.Predict(rows.Inputs, ct), predictor.Description);
        var cost = ModelCost.Measure(champion.Folder, predictor, spec.MeasuresLatency(champion: true) ? rows.Inputs : null, context.Time, ct);
        var selection = new MetricSelection(spec);
        var score = new ChampionScore(
            champion.Model,
            champion.Version,
            selection.Of(mine.Compute(), cost.Metrics),
            new Dictionary<string, Interval>(),
            rows.Slice(mine, spec.Columns, selection),
            scored is ClassifiedRows { Rows: { IsMultiLabel: false } ours } && mine is ClassifiedRows { Rows: var theirs } ? McNemar.PValue(OnlyFirst(ours, theirs), OnlyFirst(theirs, ours)) : null,
            NotScored: null);
        return new(score, mine);
    }

    private string? WhyNot(ModelDescription description)
    {
        if (description.Task != candidate.Task)
        {
            return $"it has learnt {description.Task}, the candidate {candidate.Task}";
        }

        if (description.MultiLabel != candidate.MultiLabel)
        {
            return description.MultiLabel ? "it gives a row any number of labels, the candidate one" : "it gives a row one label, the candidate any number";
        }

        var unknown = candidate.Labels.Except(description.Labels, StringComparer.Ordinal).Select(label => $"'{label}'").ToList();
        var gone = description.Labels.Except(candidate.Labels, StringComparer.Ordinal).Select(label => $"'{label}'").ToList();
        return unknown.Count > 0 ? $"it does not know the label {string.Join(", ", unknown)}"
            : gone.Count > 0 ? $"it also predicts {string.Join(", ", gone)}, which the candidate does not know"
            : null;
    }

    private void WarnOfPreparation(Champion champion, ModelDescription description)
    {
        var (mine, theirs) = (candidate.Preparation, description.Preparation);
        if (!mine.Clean.SequenceEqual(theirs.Clean) || !mine.Redact.SequenceEqual(theirs.Redact))
        {
            _found.Add(new(Rules.ChampionPreparedOtherwise, context.Location, $"champion {champion.Model} version {champion.Version} cleans and redacts its rows otherwise; here it reads them as this pipeline prepares them"));
        }
    }

    private static long OnlyFirst(ScoredRows first, ScoredRows second) => Enumerable.Range(0, first.Count)
        .LongCount(row => first.PredictedClass(row) == first.TrueClass(row) && second.PredictedClass(row) != second.TrueClass(row));

    private static ScoredChampion NotScored(Champion champion, string why) => new(
        new(champion.Model, champion.Version, new Dictionary<string, double?>(), new Dictionary<string, Interval>(), [], McNemar: null, why), Rows: null);
}
