namespace MlOps.Training.Data;

/// <summary>
/// Cuts examples into batches of similar length, so that little is padded: the examples are shuffled and cut into groups of
/// <see cref="BatchesInGroup"/> batches, each group is sorted by length and cut into batches, and the batches are shuffled.
/// </summary>
public static class LengthGroups
{
    /// <summary>Larger groups pad less; smaller ones mix examples more from epoch to epoch.</summary>
    public const int BatchesInGroup = 50;

    /// <summary>One epoch's batches; every example is in exactly one.</summary>
    /// <param name="lengths">Length of each example.</param>
    /// <param name="batchSize">Examples in a batch; one batch may have fewer.</param>
    /// <param name="random">Draws the order; the same state gives the same batches.</param>
    /// <returns>Indices of the examples of each batch.</returns>
    public static IReadOnlyList<int[]> Batches(IReadOnlyList<int> lengths, int batchSize, Random random)
    {
        var order = Enumerable.Range(0, lengths.Count).ToArray();
        random.Shuffle(order);
        var batches = order
            .Chunk(batchSize * BatchesInGroup)
            .SelectMany(group => group.OrderByDescending(index => lengths[index]).Chunk(batchSize))
            .ToArray();
        random.Shuffle(batches);
        return batches;
    }
}
