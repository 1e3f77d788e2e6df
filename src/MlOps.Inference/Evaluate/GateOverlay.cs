using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Metrics.Gates;
using MlOps.Spec;

namespace MlOps.Inference.Evaluate;

/// <summary>Lays the gates of another revision's pipeline beside those of this one, step by step.</summary>
public static class GateOverlay
{
    /// <summary>What this pipeline asks for otherwise than the other revision.</summary>
    /// <param name="pipeline">This pipeline.</param>
    /// <param name="other">The other revision's.</param>
    /// <returns>The changes, the gravest first.</returns>
    public static IReadOnlyList<GateChange> Compare(PipelineSpec pipeline, PipelineSpec other)
    {
        var changes = Evaluations(pipeline).Any()
            ? Evaluations(pipeline).SelectMany(step => GatesFor(step, pipeline, other) is { } gates ? Compare(step, gates) : [])
            : Evaluations(other).SelectMany(gone => GateDifference.Of(gone.Name, new(pipeline.File), Spec(gone).Gates, []));
        return [.. changes.OrderBy(change => change.Effect)];
    }

    /// <summary>Adds the gates of the other revision, so that the candidate is judged by both.</summary>
    /// <param name="pipeline">This pipeline.</param>
    /// <param name="other">The other revision's.</param>
    /// <param name="from">The other revision, as the user names it.</param>
    /// <exception cref="MlOpsException">MLOPS2011: there is no step here that the gates of the other revision could be judged in.</exception>
    public static PipelineSpec Apply(PipelineSpec pipeline, PipelineSpec other, string from)
    {
        if (Evaluations(other).Any(step => Spec(step).Gates.Count > 0) && !Evaluations(pipeline).Any())
        {
            throw new MlOpsException(Rules.UnreadableRevision, new(pipeline.File), $"{from} has gates, and this pipeline has no evaluate step that could judge them");
        }

        return pipeline with
        {
            Steps = [.. pipeline.Steps.Select(step => step.Spec is EvaluateSpec && GatesFor(step, pipeline, other) is { } gates ? Apply(step, gates with { From = from }) : step)],
        };
    }

    // by name; gates of a step that is gone, or has another name by now, belong to the last evaluate step
    private static BaseGates? GatesFor(PipelineStep here, PipelineSpec pipeline, PipelineSpec other)
    {
        var names = Evaluations(pipeline).Select(step => step.Name).ToList();
        var counterparts = Evaluations(other)
            .Where(there => there.Name == here.Name || (here.Name == names[^1] && !names.Contains(there.Name)))
            .Select(Spec)
            .ToList();
        return counterparts.Count == 0 ? null : new("", [.. counterparts.SelectMany(spec => spec.Gates)], counterparts.Select(spec => spec.NoChampion).MaxBy(Strictness));
    }

    private static IEnumerable<PipelineStep> Evaluations(PipelineSpec pipeline) => pipeline.Steps.Where(step => step.Spec is EvaluateSpec);

    private static EvaluateSpec Spec(PipelineStep step) => (EvaluateSpec)step.Spec;

    private static IEnumerable<GateChange> Compare(PipelineStep step, BaseGates there)
    {
        var here = Spec(step);
        var changes = GateDifference.Of(step.Name, step.Location, there.Gates, here.Gates);
        return here.NoChampion == there.NoChampion || !there.Gates.Any(gate => gate.MeetsChampion)
            ? changes
            : changes.Append(new(step.Name, Written(there.NoChampion), Written(here.NoChampion), EffectOf(there.NoChampion, here.NoChampion), step.Location));
    }

    private static GateEffect EffectOf(NoChampion there, NoChampion here) =>
        Strictness(here) < Strictness(there) ? GateEffect.Lowered : GateEffect.Raised;

    private static int Strictness(NoChampion noChampion) => noChampion switch
    {
        NoChampion.Pass => 0,
        NoChampion.Auto => 1,
        _ => 2,
    };

    private static string Written(NoChampion noChampion) => $"no-champion: {Kebab.Of(noChampion)}";

    private static PipelineStep Apply(PipelineStep step, BaseGates there)
    {
        // what both ask for is judged once, unless they differ in what a missing champion means
        var here = Spec(step);
        var common = here.Gates.Where(gate => here.NoChampion == there.NoChampion || !gate.MeetsChampion);
        var changes = GateDifference.Of(step.Name, step.Location, there.Gates, here.Gates);
        var gates = GateDifference.Except(there.Gates, common).Select(gate => gate with
        {
            From = there.From,
            Text = gate.Text with { Location = changes.FirstOrDefault(change => change.Before == gate.Text.Value)?.Location ?? step.Location },
        }).ToList();
        var value = $"{there.From}, {Written(there.NoChampion)}: {string.Join("; ", gates)}";
        return gates.Count == 0
            ? step
            : step with { Spec = here with { Base = there with { Gates = gates } }, Settings = [.. step.Settings, new("gates-from", value, value)] };
    }
}
