using MlOps.Metrics;
using MlOps.Metrics.Entities;

namespace MlOps.Tests.Metrics.Entities;

/// <summary>Counted by hand, as seqeval counts.</summary>
public sealed class TaggedRowsTests
{
    private static readonly string[] Tags = ["B-LOC", "B-MISC", "B-ORG", "B-PER", "I-LOC", "I-PER", "O"];

    // PER: 2 there, 3 found, 1 right; LOC: 2 there, 1 found, 1 right; ORG: none there, 1 found; MISC: neither
    private static readonly TaggedRows Rows = new(
        Tags,
        [Split("B-PER I-PER O B-LOC"), Split("B-PER O B-LOC I-LOC")],
        [Split("B-PER O O B-LOC"), Split("B-PER B-PER B-ORG O")]);

    [Fact]
    public void Entities_count_as_a_whole()
    {
        var scores = Rows.Compute();

        Assert.Equal(2 / 5.0, scores["entity-precision"]!.Value, 12);
        Assert.Equal(2 / 4.0, scores["entity-recall"]!.Value, 12);
        Assert.Equal(4 / 9.0, scores["entity-f1"]!.Value, 12);
        Assert.Equal(2 * 1 / 5.0, scores["entity-f1[PER]"]!.Value, 12);
        Assert.Equal(2 * 1 / 3.0, scores["entity-f1[LOC]"]!.Value, 12);
        Assert.Equal(0, scores["entity-f1[ORG]"]);
        Assert.Null(scores["entity-f1[MISC]"]);
        Assert.Equal(((2 / 5.0) + (2 / 3.0)) / 3, scores["entity-f1.macro"]!.Value, 12);
        Assert.Equal(((2 * 2 / 5.0) + (2 * 2 / 3.0)) / 4, scores["entity-f1.weighted"]!.Value, 12);
        Assert.Equal(2, scores["entity-support[LOC]"]);
        Assert.Equal(4 / 8.0, scores["token-accuracy"]!.Value, 12);
    }

    [Fact]
    public void A_slice_counts_its_own_rows() => Assert.Equal(0.5, Rows.ComputeSlice([0])["entity-precision"]);

    [Fact]
    public void The_plain_name_is_the_micro_average()
    {
        Assert.True(MetricName.TryParse("entity-f1.micro", out var micro, out _));
        Assert.True(MetricName.TryParse("entity-f1.macro", out var macro, out _));
        Assert.Equal(("entity-f1", "entity-f1.macro"), (micro.Key, macro.Key));
    }

    private static string[] Split(string tags) => tags.Split(' ');
}
