namespace MlOps.Serving.Requests;

/// <summary>Bytes that all bodies may take together, so that many large requests at once do not take all memory. Safe for threads.</summary>
/// <param name="bytes">The bytes.</param>
internal sealed class BodyBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes bytes.</summary>
    /// <param name="count">How many.</param>
    /// <returns>False when so many are not left.</returns>
    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _left, -count) >= 0)
        {
            return true;
        }

        Return(count);
        return false;
    }

    /// <summary>Gives bytes back.</summary>
    /// <param name="count">How many.</param>
    public void Return(int count) => _ = Interlocked.Add(ref _left, count);
}
