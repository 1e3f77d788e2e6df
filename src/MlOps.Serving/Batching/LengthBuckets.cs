namespace MlOps.Serving.Batching;

/// <summary>Which rows share a batch: those whose lengths differ by a third at most.</summary>
internal static class LengthBuckets
{
    private static readonly int[] Ends = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1024, int.MaxValue];

    /// <summary>Number of buckets.</summary>
    public static int Count => Ends.Length;

    /// <summary>The bucket of a row.</summary>
    /// <param name="length">In tokens.</param>
    public static int Of(int length)
    {
        var found = Array.BinarySearch(Ends, length);
        return found >= 0 ? found : ~found;
    }
}
