using MlOps.Metrics;
using MlOps.Metrics.Fairness;

namespace MlOps.Tests.Metrics.Fairness;

/// <summary>Values computed by hand from the definitions of Hardt, Price, Srebro 2016, with the ends of groups compared as fairlearn compares them.</summary>
public sealed class FairnessScoreTests
{
    private static readonly string[] Labels = ["ham", "spam"];

    [Fact]
    public void Rates_and_measures_are_those_computed_by_hand()
    {
        // a: 2 of 4 are spam, one of them found, one ham taken for spam; b: 3 of 5 are spam, two of them found, no ham taken for spam
        var score = Of("aaaabbbbb", actual: "SSHHSSSHH", predicted: "SHSHSSHHH");

        Assert.Equal(new GroupRates("a", 4, 2 / 4.0, 1 / 2.0, 1 / 2.0), score.Groups[0]);
        Assert.Equal(new GroupRates("b", 5, 2 / 5.0, 2 / 3.0, 0), score.Groups[1]);
        AssertValue(score, "demographic-parity-difference", 0.5 - 0.4);
        AssertValue(score, "demographic-parity-ratio", 0.4 / 0.5);
        AssertValue(score, "equal-opportunity-difference", (2 / 3.0) - (1 / 2.0));
        AssertValue(score, "equal-opportunity-ratio", 1 / 2.0 / (2 / 3.0));
        AssertValue(score, "equalized-odds-difference", 1 / 2.0);
        AssertValue(score, "equalized-odds-ratio", 0);
    }

    [Fact]
    public void The_groups_at_the_ends_are_compared_where_there_are_three()
    {
        var score = Of("aabbccaabbcc", actual: "SSSSSSHHHHHH", predicted: "SSSHHHSHHHHH"); // found: 1, 0.5, 0; ham taken for spam: 0.5, 0, 0

        AssertValue(score, "equal-opportunity-difference", 1);
        AssertValue(score, "demographic-parity-difference", 0.75);
        AssertValue(score, "equalized-odds-difference", 1);
    }

    [Fact]
    public void A_group_without_the_label_leaves_undefined_what_asks_for_it()
    {
        var score = Of("aabb", actual: "SHHH", predicted: "SHHS");

        AssertValue(score, "demographic-parity-difference", 0);
        Assert.All((string[])["equal-opportunity-difference", "equal-opportunity-ratio", "equalized-odds-difference", "equalized-odds-ratio"], name => AssertValue(score, name, null));
    }

    [Fact]
    public void One_group_alone_and_ratios_of_nothing_are_undefined()
    {
        Assert.All(Of("aaa", actual: "SHS", predicted: "SHH").Measures, measure => Assert.Null(measure.Value));
        AssertValue(Of("aabb", actual: "SHSH", predicted: "HHHH"), "demographic-parity-ratio", null);
        AssertValue(Of("aabb", actual: "SHSH", predicted: "HHHH"), "demographic-parity-difference", 0);
    }

    [Fact]
    public void Intervals_hold_the_value_and_are_the_same_each_time()
    {
        var chance = new Random(2);
        string Letters(string from) => new([.. Enumerable.Range(0, 400).Select(_ => from[chance.Next(from.Length)])]);
        var (groups, actual, predicted) = (Letters("ab"), Letters("SH"), Letters("SSH"));

        var (once, again) = (Of(groups, actual, predicted), Of(groups, actual, predicted));

        Assert.Equal(once.Measures, again.Measures);
        Assert.All(once.Measures.Where(measure => measure.Name.EndsWith("-ratio", StringComparison.Ordinal)), measure => Assert.InRange(measure.Value!.Value, measure.Interval!.Low, measure.Interval.High));
        Assert.All(once.Measures, measure => Assert.True(measure.Interval!.Low < measure.Interval.High));
    }

    [Fact]
    public void Slices_have_the_rates_as_metrics()
    {
        var metrics = ClassificationScores.Compute(Labels, Rows("SSHH", "SHSH"));

        Assert.Equal(0.5, metrics["selection-rate[spam]"]);
        Assert.Equal(0.5, metrics["true-positive-rate[spam]"]);
        Assert.Equal(0.5, metrics["false-positive-rate[spam]"]);
        Assert.Null(ClassificationScores.ComputeSlice(Labels, Rows("HH", "HS"))["true-positive-rate[spam]"]);
    }

    private static void AssertValue(FairnessScore score, string name, double? expected)
    {
        var value = score.Measures.Single(measure => measure.Name == name).Value;
        Assert.Equal(expected is null, value is null);
        Assert.Equal(expected ?? 0, value ?? 0, 12);
    }

    private static FairnessScore Of(string groups, string actual, string predicted) =>
        FairnessScore.Of(Labels, Rows(actual, predicted), "spam", "sender", [.. groups.Select(group => group.ToString())], seed: 1);

    // S for spam, H for ham
    private static ScoredRows Rows(string actual, string predicted) => ScoredRows.SingleLabel(
        2, [.. actual.Select(label => label == 'S' ? 1 : 0)], [.. predicted.SelectMany(label => label == 'S' ? (double[])[0.2, 0.8] : [0.9, 0.1])]);
}
