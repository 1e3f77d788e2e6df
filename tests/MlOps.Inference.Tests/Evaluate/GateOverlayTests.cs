using MlOps.Diagnostics;
using MlOps.Inference.Evaluate;
using MlOps.Metrics;
using MlOps.Spec;

namespace MlOps.Inference.Tests.Evaluate;

public sealed class GateOverlayTests : IDisposable
{
    private readonly EvaluateScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_lowered_gate_is_judged_by_both_revisions_on_its_own_line()
    {
        var here = Pipeline("judge: { uses: evaluate, threads: 1, gates: [accuracy >= 0.1] }");
        var there = Pipeline("judge: { uses: evaluate, gates: [accuracy >= 0.999] }");

        var both = GateOverlay.Apply(here, there, "origin/main");
        var evaluation = (await _scene.RunAsync((EvaluateSpec)both.Steps[0].Spec)).Evaluation!;

        Assert.Equal([(null, true), ("origin/main", false)], evaluation.Gates.Select(gate => (gate.From, gate.Passed)));
        Assert.Equal(evaluation.Gates[0].Location, evaluation.Gates[1].Location);
        Assert.Contains("gate 'accuracy >= 0.999' of origin/main is not met", evaluation.Gates[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_of_the_other_revision_has_its_metrics_and_slices_measured()
    {
        var here = Pipeline("judge: { uses: evaluate, threads: 1, metrics: accuracy, gates: [accuracy >= 0.1] }");
        var there = Pipeline("judge: { uses: evaluate, gates: [\"worst(log-loss, group) <= 9\", latency.p95 <= 1 min] }");

        var gates = (await _scene.RunAsync((EvaluateSpec)GateOverlay.Apply(here, there, "v1").Steps[0].Spec)).Evaluation!.Gates;

        Assert.Equal([GateOutcome.Met, GateOutcome.Met, GateOutcome.Met], gates.Select(gate => gate.Outcome));
    }

    [Fact]
    public async Task A_missing_champion_means_what_each_revision_says()
    {
        var here = Pipeline("judge: { uses: evaluate, threads: 1, no-champion: pass, gates: [f1 >= champion.f1] }");
        var there = Pipeline("judge: { uses: evaluate, no-champion: fail, gates: [f1 >= champion.f1] }");

        var gates = (await _scene.RunAsync((EvaluateSpec)GateOverlay.Apply(here, there, "v1").Steps[0].Spec)).Evaluation!.Gates;

        Assert.Equal([GateOutcome.NoChampionPassed, GateOutcome.NoChampionFailed], gates.Select(gate => gate.Outcome));
        Assert.Equal(
            ["pipeline.yml(3,3): warning MLOPS4009: step 'judge' asks for less than v1: 'no-champion: pass' instead of 'no-champion: fail'"],
            GateOverlay.Compare(here, there).Select(change => change.ToDiagnostic("v1").ToString()));
    }

    [Fact]
    public void Gates_of_a_renamed_step_are_judged_in_the_last_evaluate_step()
    {
        var here = Pipeline("first: { uses: evaluate, gates: [f1 >= 0.5] }\n  last: { uses: evaluate, needs: first }");
        var there = Pipeline("judge: { uses: evaluate, gates: [accuracy >= 0.9] }\n  first: { uses: evaluate, gates: [f1 >= 0.5] }");

        var steps = GateOverlay.Apply(here, there, "v1").Steps;

        Assert.Null(((EvaluateSpec)steps[0].Spec).Base);
        Assert.Equal(["accuracy >= 0.9"], ((EvaluateSpec)steps[1].Spec).Base!.Gates.Select(gate => gate.Text.Value));
        Assert.Equal(GateEffect.Removed, Assert.Single(GateOverlay.Compare(here, there)).Effect);
    }

    [Fact]
    public void Other_gates_make_another_fingerprint_and_equal_ones_do_not()
    {
        var here = Pipeline("judge: { uses: evaluate, gates: [f1 >= 0.5] }");

        Assert.Same(here.Steps[0], GateOverlay.Apply(here, Pipeline("judge: { uses: evaluate, gates: [f1>=0.5] }"), "v1").Steps[0]);
        Assert.Equal(
            "v1, no-champion: auto: f1 >= 0.6",
            GateOverlay.Apply(here, Pipeline("judge: { uses: evaluate, gates: [f1 >= 0.6] }"), "v1").Steps[0].Settings[^1].Value);
    }

    [Fact]
    public void A_pipeline_that_gave_up_judging_cannot_be_judged_and_loses_its_gates_in_sight()
    {
        var here = Pipeline("judge: { uses: evaluate }") with { Steps = [] };
        var there = Pipeline("judge: { uses: evaluate, gates: [f1 >= 0.5] }");

        var error = Assert.Throws<MlOpsException>(() => GateOverlay.Apply(here, there, "v1"));

        Assert.Equal("pipeline.yml: error MLOPS2011: v1 has gates, and this pipeline has no evaluate step that could judge them", error.Message);
        Assert.Equal("f1 >= 0.5", Assert.Single(GateOverlay.Compare(here, there)).Before);
    }

    private static PipelineSpec Pipeline(string steps)
    {
        var found = new DiagnosticBag();
        var source = new SpecSource("pipeline.yml", "/", $"name: demo\nsteps:\n  {steps}\n", new Dictionary<string, string>(), null, _ => null);
        var pipeline = SpecReader.Read(source, [new EvaluateStep(EvaluateScene.NoPretrained)], found)!;
        Assert.Empty(found.All);
        return pipeline;
    }
}
