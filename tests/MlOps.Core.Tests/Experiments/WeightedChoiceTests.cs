using MlOps.Experiments;

namespace MlOps.Tests.Experiments;

public sealed class WeightedChoiceTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 20_000).Select(i => $"user-{i}")];

    [Fact]
    public void Arms_get_their_shares()
    {
        var counts = Keys.CountBy(key => WeightedChoice.Of("salt", key, [("a", 70), ("b", 25), ("c", 5)])).ToDictionary();

        // four spreads of a binomial
        Assert.InRange(counts[0], 13_740, 14_260);
        Assert.InRange(counts[1], 4_755, 5_245);
        Assert.InRange(counts[2], 877, 1_123);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(100)]
    public void When_one_arm_grows_keys_move_to_it_and_no_others_move(double grown)
    {
        (string, double)[] before = [("a", 80), ("b", 0.5), ("c", 15)];
        (string, double)[] after = [("a", 80), ("b", grown), ("c", 15)];

        Assert.All(Keys, key =>
        {
            var (old, now) = (WeightedChoice.Of("salt", key, before), WeightedChoice.Of("salt", key, after));
            Assert.True(now == old || now == 1);
        });
    }

    [Fact]
    public void The_order_of_the_arms_does_not_matter_and_no_weight_gets_nobody()
    {
        Assert.All(Keys.Take(1_000), key => Assert.Equal(
            WeightedChoice.Of("salt", key, [("a", 3), ("b", 1)]),
            1 - WeightedChoice.Of("salt", key, [("b", 1), ("a", 3)])));
        Assert.DoesNotContain(Keys, key => WeightedChoice.Of("salt", key, [("a", 0), ("b", 1)]) == 0);
    }

    [Fact]
    public void Another_salt_divides_otherwise()
    {
        (string, double)[] arms = [("a", 1), ("b", 1)];

        var same = Keys.Count(key => WeightedChoice.Of("spring", key, arms) == WeightedChoice.Of("autumn", key, arms));

        Assert.InRange(same, 9_700, 10_300);
    }
}
