using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Metrics.Gates;

namespace MlOps.Tests.Metrics.Gates;

public sealed class GateJudgeTests
{
    private static readonly GatePolicy OwnMachine = new(NoChampionPasses: true, AcceptedLoss: null);
    private static readonly GatePolicy BuildServer = new(NoChampionPasses: false, AcceptedLoss: null);

    [Fact]
    public void A_gate_that_is_met_says_the_value_and_the_rows() => Expect(
        Judge("accuracy >= 0.85"), GateOutcome.Met, "accuracy is 0.87 on 1,000 rows; gate 'accuracy >= 0.85' is met");

    [Fact]
    public void A_gate_that_is_not_met_says_the_value_and_the_rows() => Expect(
        Judge("accuracy >= 0.90"), GateOutcome.NotMet, "accuracy is 0.87 on 1,000 rows; gate 'accuracy >= 0.90' is not met");

    [Fact]
    public void A_gate_against_the_champion_says_both_values_and_both_sides()
    {
        var result = Judge("f1 >= champion.f1 - 0.005", Champion());

        Expect(result, GateOutcome.NotMet, "f1 is 0.9, champion.f1 is 0.91 on 1,000 rows; gate 'f1 >= champion.f1 - 0.005' is not met: 0.9 against 0.905");
        Assert.Equal((0.9, 0.91), (result.Value, result.Champion));
        Assert.Equal(0.905, result.Threshold!.Value, 12);
    }

    [Fact]
    public void The_weakest_slice_is_named() => Expect(
        Judge("worst(accuracy, group) >= 0.85"), GateOutcome.NotMet, "worst(accuracy, group) is 0.8 (group 'hard', 1 row) on 1,000 rows; gate 'worst(accuracy, group) >= 0.85' is not met");

    [Fact]
    public void A_gap_names_both_ends() => Expect(
        Judge("gap(log-loss, group) <= 0.1"), GateOutcome.NotMet, "gap(log-loss, group) is 0.3 (from group 'hard', 1 row to group 'easy', 999 rows) on 1,000 rows; gate 'gap(log-loss, group) <= 0.1' is not met");

    [Fact]
    public void A_latency_is_not_about_rows() => Expect(
        Judge("latency.p95 <= 20 ms"), GateOutcome.NotMet, "latency.p95 is 20.01 ms; gate 'latency.p95 <= 20 ms' is not met");

    [Fact]
    public void A_value_is_shown_with_the_digits_that_decide() => Expect(
        Judge("recall >= 0.9"), GateOutcome.NotMet, "recall is 0.899999 on 1,000 rows; gate 'recall >= 0.9' is not met");

    [Theory]
    [InlineData("roc-auc >= 0", "roc-auc is undefined on these rows; gate 'roc-auc >= 0' is not met, because a missing value never passes")]
    [InlineData("best-epoch <= 3", "best-epoch was not measured; gate 'best-epoch <= 3' is not met, because a missing value never passes")]
    [InlineData("worst(f1, group) < 2", "f1 is undefined for group 'hard', 1 row; gate 'worst(f1, group) < 2' is not met, because a missing value never passes")]
    [InlineData("gap(f1, group) < 2", "f1 is undefined for group 'hard', 1 row; gate 'gap(f1, group) < 2' is not met, because a missing value never passes")]
    [InlineData("gap(accuracy, area) < 2", "no row has a value of 'area'; gate 'gap(accuracy, area) < 2' is not met, because a missing value never passes")]
    public void A_missing_value_never_passes(string gate, string message) => Expect(Judge(gate), GateOutcome.MissingValue, message);

    [Fact]
    public void Sides_that_are_equal_but_for_rounding_are_equal()
    {
        // 0.35 - 0.34 is 0.00999999999999995 in binary
        Assert.True(Judge("precision - precision.micro >= 0.01").Passed);
        Assert.False(Judge("precision - precision.micro > 0.01").Passed);
        Assert.True(Judge("precision - precision.micro == 1%").Passed);
    }

    [Fact]
    public void Without_a_champion_a_gate_passes_on_a_persons_machine_and_says_so()
    {
        var result = Judge("f1 >= champion.f1 + 1");

        Expect(result, GateOutcome.NoChampionPassed, "there is no champion yet; gate 'f1 >= champion.f1 + 1' passes");
        Assert.Equal((0.9, null, null), (result.Value, result.Threshold, result.Champion));
        Assert.Equal(Severity.Notice, result.ToDiagnostic()!.Rule.Severity);
    }

    [Fact]
    public void Without_a_champion_a_gate_fails_on_a_build_server()
    {
        var result = Judge("f1 >= champion.f1", policy: BuildServer);

        Assert.Equal(GateOutcome.NoChampionFailed, result.Outcome);
        Assert.Equal("MLOPS4003", result.ToDiagnostic()!.Rule.Code);
        Assert.Contains("no-champion to pass", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_champion_that_cannot_be_scored_fails_the_gates_that_name_it_and_no_other()
    {
        var champion = Champion() with { Metrics = new Dictionary<string, double?>(), NotScored = "it does not know label 'phish'" };
        var result = Judge("f1 >= champion.f1", champion);

        Assert.Equal(GateOutcome.ChampionNotScored, result.Outcome);
        Assert.StartsWith("champion mail-spam version 3 cannot be scored: it does not know label 'phish'; gate 'f1 >= champion.f1' fails", result.Message, StringComparison.Ordinal);
        Assert.True(Judge("f1 >= 0.5", champion).Passed);
    }

    [Fact]
    public void A_champion_that_cannot_be_scored_is_overruled_only_with_a_reason()
    {
        var champion = Champion() with { Metrics = new Dictionary<string, double?>(), NotScored = "it does not know label 'phish'" };
        var result = Judge("f1 >= champion.f1", champion, OwnMachine with { AcceptedLoss = "labels were split" });

        Assert.Equal(GateOutcome.ChampionLossAccepted, result.Outcome);
        Assert.EndsWith("is overruled: labels were split", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_loss_does_not_overrule_a_champion_that_was_scored() =>
        Assert.Equal(GateOutcome.NotMet, Judge("f1 >= champion.f1", Champion(), OwnMachine with { AcceptedLoss = "labels were split" }).Outcome);

    private static GateResult Judge(string text, ChampionScore? champion = null, GatePolicy? policy = null)
    {
        var evidence = new GateEvidence(
            1000,
            new Dictionary<string, double?> { ["accuracy"] = 0.87, ["f1"] = 0.9, ["roc-auc"] = null, ["recall"] = 0.899999, ["latency.p95"] = 0.02001, ["precision"] = 0.35, ["precision.micro"] = 0.34 },
            [Slice("easy", 999, 0.95, 0.1, 0.94), Slice("hard", 1, 0.8, 0.4, null)],
            champion);
        var gate = GateExpression.Parse(new(text, new("pipeline.yml", 30, 9)), out var problem);
        Assert.True(gate is not null, problem?.Message);
        return new GateJudge(evidence, policy ?? OwnMachine).Judge(gate);
    }

    private static SliceScore Slice(string value, long rows, double accuracy, double loss, double? f1) =>
        new("group", value, rows, new Dictionary<string, double?> { ["accuracy"] = accuracy, ["log-loss"] = loss, ["f1"] = f1 });

    private static ChampionScore Champion() =>
        new("mail-spam", 3, new Dictionary<string, double?> { ["f1"] = 0.91 }, new Dictionary<string, Interval>(), [], null, null);

    private static void Expect(GateResult result, GateOutcome outcome, string message)
    {
        Assert.Equal(message, result.Message);
        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(new Location("pipeline.yml", 30, 9), result.Location);
    }
}
