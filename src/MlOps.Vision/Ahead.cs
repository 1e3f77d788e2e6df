namespace MlOps.Vision;

/// <summary>Makes things on other threads before they are asked for.</summary>
public static class Ahead
{
    /// <summary>Makes one thing of each key. They come in the order of the keys, whichever is ready first; what making one throws is thrown in its place.</summary>
    /// <typeparam name="TKey">What to make.</typeparam>
    /// <typeparam name="T">What is made.</typeparam>
    /// <param name="keys">In the order in which they are asked for.</param>
    /// <param name="make">Makes one; called on several threads.</param>
    /// <param name="most">How many are being made, or wait, at a time: what bounds the memory.</param>
    /// <param name="ct">Stops the makers.</param>
    public static IEnumerable<T> InOrder<TKey, T>(IEnumerable<TKey> keys, Func<TKey, CancellationToken, T> make, int most, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var next = keys.GetEnumerator();
        var made = new Queue<Task<T>>(most);
        try
        {
            while (true)
            {
                while (made.Count < most && next.MoveNext())
                {
                    var key = next.Current;
                    made.Enqueue(Task.Run(() => make(key, stop.Token), stop.Token));
                }

                if (!made.TryDequeue(out var first))
                {
                    yield break;
                }

                yield return first.GetAwaiter().GetResult();
            }
        }
        finally
        {
            // nobody asks for the rest: they end before the caller goes on, and what they threw is nobody's
            stop.Cancel();
            Task.WhenAll(made).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }
}
