using MlOps.Metrics;
using MlOps.Metrics.Gates;

namespace MlOps.Tests.Metrics.Gates;

public sealed class GateDifferenceTests
{
    [Theory]
    [InlineData("accuracy >= 0.95", "accuracy >= 0.9", GateEffect.Lowered)]
    [InlineData("accuracy >= 0.9", "accuracy >= 95%", GateEffect.Raised)]
    [InlineData("accuracy > 0.9", "accuracy > 0.89", GateEffect.Lowered)]
    [InlineData("latency.p95 <= 20 ms", "latency.p95 <= 0.1 s", GateEffect.Lowered)]
    [InlineData("latency.p95 < 20 ms", "latency.p95 < 10 ms", GateEffect.Raised)]
    [InlineData("f1 >= champion.f1 - 0.005", "f1 >= champion.f1 - 0.05", GateEffect.Lowered)]
    [InlineData("f1 >= champion.f1 - 0.005", "f1 >= champion.f1 + 0.005", GateEffect.Raised)]
    [InlineData("f1 >= worst(f1, group) + 0.1", "f1 >= worst(f1, group)", GateEffect.Lowered)]
    [InlineData("f1 >= champion.f1", "f1 >= champion.recall", GateEffect.Changed)]
    [InlineData("f1 >= champion.f1 - 0.005", "f1 >= 0.005 - champion.f1", GateEffect.Changed)]
    [InlineData("f1 >= champion.f1", "f1 >= 0.1", GateEffect.Changed)]
    [InlineData("accuracy >= 0.9", "accuracy > 0.9", GateEffect.Changed)]
    [InlineData("accuracy == 0.9", "accuracy == 0.8", GateEffect.Changed)]
    public void A_gate_about_the_same_value_takes_the_place_of_the_old_one(string before, string after, GateEffect effect)
    {
        var change = Assert.Single(Difference([before], [after]));

        Assert.Equal((before, after, effect), (change.Before, change.After, change.Effect));
    }

    [Fact]
    public void Gates_that_mean_the_same_are_no_change() =>
        Assert.Empty(Difference(["accuracy >= 0.9", "f1.macro>=0.8"], ["f1 >= 0.8", "accuracy >= 90%"]));

    [Fact]
    public void Gates_come_and_go_the_gravest_change_first()
    {
        var changes = Difference(["accuracy >= 0.9", "f1 >= 0.8", "recall >= 0.7"], ["precision >= 0.5", "recall >= 0.6"]);

        Assert.Equal(
            [
                ("accuracy >= 0.9", null, GateEffect.Removed),
                ("f1 >= 0.8", null, GateEffect.Removed),
                ("recall >= 0.7", "recall >= 0.6", GateEffect.Lowered),
                (null, "precision >= 0.5", GateEffect.Added),
            ],
            changes.Select(change => (change.Before, change.After, change.Effect)));
    }

    [Fact]
    public void A_change_stands_on_the_line_of_the_gate_and_a_removal_on_that_of_its_step()
    {
        var changes = Difference(["accuracy >= 0.9", "f1 >= 0.8"], ["f1 >= 0.7"]);

        Assert.Equal(
            [
                "pipeline.yml(4,3): warning MLOPS4009: step 'judge' gives up 'accuracy >= 0.9', which origin/main asks for",
                "pipeline.yml(10,9): warning MLOPS4009: step 'judge' asks for less than origin/main: 'f1 >= 0.7' instead of 'f1 >= 0.8'",
            ],
            changes.Select(change => change.ToDiagnostic("origin/main").ToString()));
    }

    private static IReadOnlyList<GateChange> Difference(string[] before, string[] after) =>
        GateDifference.Of("judge", new("pipeline.yml", 4, 3), Gates(before), Gates(after));

    private static GateExpression[] Gates(string[] texts) =>
        [.. texts.Select((text, line) => GateExpression.Parse(new(text, new("pipeline.yml", 10 + line, 9)), out _)!)];
}
