using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it_and_not_moved_away()
    {
        Tensor inner, outer, free, detached;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                (inner, outer, detached) = (ones(1), ones(1).MoveToOuterDisposeScope(), ones(1).DetachFromDisposeScope());
            }

            Assert.True(inner.IsInvalid);
            Assert.False(outer.IsInvalid);
        }

        Assert.True(outer.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
        free = ones(1);
        Assert.False(free.IsInvalid);
        free.Dispose();
    }

    [Fact]
    public void A_disposed_tensor_says_so_when_it_is_used()
    {
        var tensor = ones(1);
        tensor.Dispose();
        tensor.Dispose();
        Assert.Throws<InvalidOperationException>(() => tensor + 1);
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = ones(1));
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        other!.Dispose();
    }

    [Fact]
    public void Any_order_of_disposing_and_moving_leaves_the_rest_in_place()
    {
        var random = new Random(5);
        using var outer = NewDisposeScope();
        using var inner = NewDisposeScope();
        var made = Enumerable.Range(0, 50).Select(i => tensor(i)).ToList();
        foreach (var tensor in made.OrderBy(_ => random.Next()).Take(20))
        {
            if (random.Next(2) == 0)
            {
                tensor.Dispose();
            }
            else
            {
                tensor.MoveToOuterDisposeScope();
            }
        }

        var alive = made.Count(tensor => !tensor.IsInvalid);
        inner.Dispose();
        Assert.Equal(outer.DisposablesCount, made.Count(tensor => !tensor.IsInvalid));
        Assert.Equal(alive - 30, outer.DisposablesCount);
    }

    [Fact]
    public void Ten_thousand_batches_leave_nothing_behind()
    {
        var model = nn.Linear(16, 4);
        for (var i = 0; i < 2_000; i++)
        {
            Batch(model); // by then the collector's young generation has its size
        }

        var bytes = ResidentBytes();
        var tensors = Tensor.TotalCount;
        for (var i = 0; i < 10_000; i++)
        {
            Batch(model);
        }

        var grown = ResidentBytes() - bytes;
        Assert.Equal(tensors, Tensor.TotalCount);
        Assert.InRange(grown, -bytes, 16 << 20);
        model.Dispose();
    }

    private static void Batch(Modules.Linear model)
    {
        using var scope = NewDisposeScope();
        model.zero_grad();
        nn.functional.dropout(model.call(ones(64, 16)), 0.5).pow(2).mean().backward();
    }

    // without what waits for the collector
    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }
}
