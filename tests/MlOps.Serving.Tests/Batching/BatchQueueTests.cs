using MlOps.Inference;
using MlOps.Inference.Tests;
using MlOps.Serving.Batching;
using MlOps.Testing;

namespace MlOps.Serving.Tests.Batching;

public sealed class BatchQueueTests : IDisposable
{
    private readonly TemporaryFolder _folder = TinyModelFolder.Write();
    private readonly Predictor _predictor;

    public BatchQueueTests() => _predictor = Predictor.Open(_folder.Path, threads: 1);

    public void Dispose()
    {
        _predictor.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_request_that_does_not_fit_is_refused_whole()
    {
        var queue = new BatchQueue(new() { QueueRows = 3 });

        Assert.True(queue.TryAdd(Request("a", "b")));
        Assert.False(queue.TryAdd(Request("c", "d")));
        Assert.True(queue.TryAdd(Request("e")));
        Assert.Equal(3, queue.Rows);
    }

    [Fact]
    public void Rows_of_one_length_share_a_batch_and_the_oldest_row_goes_first()
    {
        var queue = new BatchQueue(new() { MaxRows = 8 });
        var (@long, @short) = (string.Join(' ', "abcdefghijkl".AsEnumerable()), "a");
        _ = queue.TryAdd(Request(@long));
        _ = queue.TryAdd(Request(@short));
        _ = queue.TryAdd(Request(@short, @long));

        Assert.All([14, 3], length => Assert.Equal([length, length], queue.Take()!.Select(row => row.Encoded.Length)));
        Assert.Equal(0, queue.Rows);
    }

    [Fact]
    public void No_batch_is_larger_than_allowed()
    {
        var queue = new BatchQueue(new() { MaxRows = 4 });
        _ = queue.TryAdd(Request([.. Enumerable.Repeat("a", 10)]));
        queue.Close();

        Assert.Equal([4, 4, 2], Enumerable.Range(0, 3).Select(_ => queue.Take()!.Count));
        Assert.Null(queue.Take());
    }

    [Fact]
    public void Rows_of_clients_that_have_gone_are_not_computed_and_make_room()
    {
        var queue = new BatchQueue(new() { QueueRows = 2 });
        var gone = Request("a", "b");
        _ = queue.TryAdd(gone);
        gone.Cancel(new(canceled: true));
        queue.Close();

        Assert.Null(queue.Take());
        Assert.Equal(0, queue.Rows);
    }

    [Fact]
    public async Task A_row_waits_for_others_until_the_batch_is_full()
    {
        var queue = new BatchQueue(new() { MaxRows = 2, MaxWait = TimeSpan.FromMinutes(10) });
        _ = queue.TryAdd(Request("a"));
        var taking = Task.Run(queue.Take);

        Assert.True(queue.TryAdd(Request("b")));

        Assert.Equal(2, (await taking)!.Count);
    }

    private PendingRequest Request(params string[] texts) => new([.. texts.Select(text => _predictor.Encode(new(text)))]);
}
