using MlOps.Metrics;
using MlOps.Metrics.Gates;
using MlOps.Spec;

namespace MlOps.Tests.Metrics.Fairness;

public sealed class FairnessGateTests
{
    private static readonly GateEvidence Evidence = new(
        60,
        new Dictionary<string, double?> { ["accuracy"] = 0.9 },
        [
            Slice("sender", "person", 0.5, 0.8, 0.1),
            Slice("sender", "shop", 0.4, 0.9, 0.3),
            Slice("list", "news", 0.5, null, 0.1),
            Slice("list", "other", 0.5, 0.5, 0.1),
            Slice("one", "all", 0.5, 0.5, 0.1),
        ],
        Champion: null);

    [Theory]
    [InlineData("demographic-parity-difference(spam, sender) <= 0.1", GateOutcome.Met)]
    [InlineData("demographic-parity-difference(spam, sender) < 0.1", GateOutcome.NotMet)]
    [InlineData("demographic-parity-ratio(spam, sender) >= 80%", GateOutcome.Met)]
    [InlineData("equal-opportunity-difference( spam , sender ) <= 0.1", GateOutcome.Met)]
    [InlineData("equalized-odds-difference(spam, sender) <= 0.19", GateOutcome.NotMet)]
    [InlineData("equalized-odds-ratio(spam, sender) >= 0.33", GateOutcome.Met)]
    [InlineData("demographic-parity-difference(spam, list) <= 0", GateOutcome.Met)]
    [InlineData("equal-opportunity-difference(spam, list) <= 1", GateOutcome.MissingValue)]
    [InlineData("demographic-parity-difference(spam, one) <= 1", GateOutcome.MissingValue)]
    [InlineData("demographic-parity-difference(spam, gone) <= 1", GateOutcome.MissingValue)]
    public void Measures_are_judged_like_other_values(string gate, GateOutcome outcome) => Assert.Equal(outcome, Judge(gate).Outcome);

    [Theory]
    [InlineData(
        "demographic-parity-difference(spam, sender) <= 0.05",
        "gap(selection-rate[spam], sender) is 0.1 (from sender 'shop', 10 rows to sender 'person', 10 rows) on 60 rows; gate 'demographic-parity-difference(spam, sender) <= 0.05' is not met: 0.1 against 0.05")]
    [InlineData(
        "equal-opportunity-difference(spam, list) <= 1",
        "equal-opportunity-difference(spam, list) is undefined: true-positive-rate[spam] is undefined for list 'news', 10 rows; gate 'equal-opportunity-difference(spam, list) <= 1' is not met, because a missing value never passes")]
    [InlineData(
        "demographic-parity-ratio(spam, one) >= 0",
        "demographic-parity-ratio(spam, one) is undefined: the rows have one value alone of 'one', and there is nothing to compare; gate 'demographic-parity-ratio(spam, one) >= 0' is not met, because a missing value never passes")]
    public void The_message_says_which_groups_are_apart_or_what_is_missing(string gate, string message) => Assert.Equal(message, Judge(gate).Message);

    [Theory]
    [InlineData("demographic-parity-difference(spam) <= 0.1", "expected a label and a column, such as demographic-parity-difference(spam, sender)")]
    [InlineData("demographic-parity-difference(spam, ) <= 0.1", "expected the name of a column")]
    [InlineData("equalized-odds(spam, sender) <= 0.1", "unknown metric")]
    public void What_cannot_be_read_is_an_error_in_its_place(string gate, string message)
    {
        Assert.Null(GateExpression.Parse(Text(gate), out var problem));
        Assert.Contains(message, problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demographic-parity-difference(spam, sender) <= 0.1")]
    [InlineData("demographic-parity-difference(\"spam, not ham\", \"a)b\") <= 0.1")]
    public void A_gate_reads_back_from_its_own_words(string gate)
    {
        var read = GateExpression.Parse(Text(gate), out _)!;

        Assert.Equal(gate, read.ToString());
        Assert.Equal(read.Left, GateExpression.Parse(Text(read.ToString()), out _)!.Left);
    }

    [Fact]
    public void A_looser_threshold_is_seen_as_lowered()
    {
        var change = Assert.Single(GateDifference.Of("judge", default, [Gate("demographic-parity-difference(spam, sender) <= 0.1")], [Gate("demographic-parity-difference(spam, sender) <= 0.2")]));

        Assert.Equal(GateEffect.Lowered, change.Effect);
    }

    private static SpecText Text(string gate) => new(gate, new("pipeline.yml", 9, 9));

    private static GateExpression Gate(string gate) => GateExpression.Parse(Text(gate), out _)!;

    private static GateResult Judge(string gate) => new GateJudge(Evidence, new(NoChampionPasses: true, AcceptedLoss: null)).Judge(Gate(gate));

    private static SliceScore Slice(string column, string value, double? selected, double? found, double? wrong) => new(
        column,
        value,
        10,
        new Dictionary<string, double?> { ["selection-rate[spam]"] = selected, ["true-positive-rate[spam]"] = found, ["false-positive-rate[spam]"] = wrong });
}
