using MlOps.Training.Data;

namespace MlOps.Training.Tests.Data;

public sealed class LengthGroupsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(32, 32)]
    [InlineData(1000, 8)]
    public void Every_example_is_in_exactly_one_batch_and_at_most_one_batch_is_short(int count, int batchSize)
    {
        var batches = LengthGroups.Batches(Lengths(count), batchSize, new Random(5));

        Assert.Equal(Enumerable.Range(0, count), batches.SelectMany(batch => batch).Order());
        Assert.Equal((count + batchSize - 1) / batchSize, batches.Count);
        Assert.True(batches.Count(batch => batch.Length < batchSize) <= 1);
    }

    [Fact]
    public void Batches_hold_texts_of_similar_length()
    {
        var lengths = Lengths(5000);
        var grouped = LengthGroups.Batches(lengths, 16, new Random(5));

        // lengths are spread evenly over 3 to 128, so that the longest of 16 unsorted rows is 121 on average
        double Padded(IEnumerable<int[]> batches) => batches.Sum(batch => (double)batch.Max(row => lengths[row]) * batch.Length);
        Assert.InRange(Padded(grouped) / lengths.Sum(), 1, 1.08);
        Assert.InRange(Padded(Enumerable.Range(0, lengths.Length).Chunk(16)) / lengths.Sum(), 1.7, 2);
    }

    [Fact]
    public void The_same_seed_gives_the_same_batches_and_the_next_epoch_gives_others()
    {
        var lengths = Lengths(200);
        var (first, second) = (new Random(5), new Random(5));

        var epoch1 = LengthGroups.Batches(lengths, 8, first);
        Assert.Equal(epoch1, LengthGroups.Batches(lengths, 8, second));
        var epoch2 = LengthGroups.Batches(lengths, 8, first);
        Assert.NotEqual(epoch1, epoch2);
        Assert.Equal(epoch2, LengthGroups.Batches(lengths, 8, second));
    }

    [Fact]
    public void Long_batches_do_not_all_come_first()
    {
        var lengths = Lengths(3200);
        var longest = LengthGroups.Batches(lengths, 32, new Random(5)).Select(batch => batch.Max(row => lengths[row])).ToList();

        var (early, late) = (longest.Take(50).Average(), longest.Skip(50).Average());
        Assert.InRange(early / late, 0.8, 1.25);
    }

    private static int[] Lengths(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(3, 129))];
    }
}
