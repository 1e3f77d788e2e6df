using System.Collections.Concurrent;

namespace MlOps.Vision.Tests;

public sealed class AheadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Things_come_in_the_order_of_their_keys_however_many_are_made_at_a_time(int most) =>
        Assert.Equal(
            Enumerable.Range(0, 200).Select(key => key * key),
            Ahead.InOrder(Enumerable.Range(0, 200), (key, _) =>
            {
                Thread.SpinWait((key * 7919) % 5000);
                return key * key;
            }, most, Ct));

    [Fact]
    public void No_more_are_made_than_may_wait()
    {
        var started = 0;
        using var things = Ahead.InOrder(Enumerable.Range(0, 100), (key, _) => Interlocked.Increment(ref started), 4, Ct).GetEnumerator();

        for (var taken = 1; taken <= 50; taken++)
        {
            Assert.True(things.MoveNext());
            Assert.InRange(Volatile.Read(ref started), taken, taken + 3);
        }
    }

    [Fact]
    public void A_failure_comes_in_its_place()
    {
        var seen = new List<int>();

        var failure = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var thing in Ahead.InOrder(Enumerable.Range(0, 20), (key, _) => key is 5 or 3 ? throw new InvalidDataException($"{key}") : key, 8, Ct))
            {
                seen.Add(thing);
            }
        });

        Assert.Equal("3", failure.Message);
        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public void Who_stops_early_leaves_no_maker_behind()
    {
        var running = 0;
        var things = Ahead.InOrder(Enumerable.Range(0, 100), (key, ct) =>
        {
            _ = Interlocked.Increment(ref running);
            _ = key > 0 && ct.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            _ = Interlocked.Decrement(ref running);
            return key;
        }, 4, Ct);

        Assert.Equal(0, things.First());

        Assert.Equal(0, Volatile.Read(ref running));
    }

    [Fact]
    public void Cancelling_ends_the_makers()
    {
        using var stop = new CancellationTokenSource();
        var made = new ConcurrentBag<int>();

        _ = Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var thing in Ahead.InOrder(Enumerable.Range(0, 1000), (key, ct) =>
            {
                ct.ThrowIfCancellationRequested();
                made.Add(key);
                return key;
            }, 4, stop.Token))
            {
                if (thing == 10)
                {
                    stop.Cancel();
                }
            }
        });

        Assert.InRange(made.Count, 11, 15);
    }
}
