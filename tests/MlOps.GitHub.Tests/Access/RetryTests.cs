using System.Net;
using MlOps.GitHub.Tests.Fake;
using Octokit;

namespace MlOps.GitHub.Tests.Access;

public sealed class RetryTests : IAsyncLifetime
{
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_limit_is_waited_for_as_long_as_the_server_asks_whatever_the_method()
    {
        Fail(Fault.TooMany, Fault.PrimaryLimit);

        _ = await CommentAsync();

        // Retry-After: 7; a reset in 20 s, and one more as clocks differ
        Assert.Equal([7, 21], _bench.Time.Waits.Select(wait => wait.TotalSeconds));
        _ = Assert.Single(_bench.Repository.Comments);
    }

    [Fact]
    public async Task A_secondary_limit_without_a_time_is_waited_out_for_a_minute()
    {
        Fail(Fault.SecondaryLimit);

        _ = await CommentAsync();

        Assert.Equal([TimeSpan.FromMinutes(1)], _bench.Time.Waits);
        _ = Assert.Single(_bench.Repository.Comments);
    }

    [Fact]
    public async Task A_wait_beyond_the_budget_is_not_begun()
    {
        Fail(Fault.SecondaryLimit, Fault.SecondaryLimit); // 1 and 2 minutes, of which 2 are left

        _ = await Assert.ThrowsAsync<SecondaryRateLimitExceededException>(CommentAsync);

        Assert.Equal([TimeSpan.FromMinutes(1)], _bench.Time.Waits);
    }

    [Theory]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.BadGateway)]
    [InlineData(Fault.Silent)]
    [InlineData(Fault.Cut)]
    [InlineData(Fault.SlowBody)]
    internal async Task A_read_without_an_answer_is_repeated_with_growing_pauses(Fault fault)
    {
        Fail(fault, fault);

        var comments = await _bench.Connect().Client.Issue.Comment.GetAllForIssue("octo-org", "mail", 7);

        Assert.Empty(comments);
        Assert.Equal([1, 2], _bench.Time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(Fault.ServerError, 0)]
    [InlineData(Fault.BadGateway, 1)]
    [InlineData(Fault.Silent, 0)]
    [InlineData(Fault.SilentAfter, 1)]
    [InlineData(Fault.CutAfter, 1)]
    [InlineData(Fault.SlowBody, 1)]
    internal async Task A_write_that_may_have_been_done_is_not_repeated(Fault fault, int written)
    {
        Fail(fault);

        var thrown = await Record.ExceptionAsync(CommentAsync);

        Assert.True(thrown is ApiException or HttpRequestException, $"{thrown}");
        Assert.Empty(_bench.Time.Waits);
        Assert.Equal(written, _bench.Repository.Comments.Count);
    }

    [Theory]
    [InlineData(Fault.Unauthorized, HttpStatusCode.Unauthorized)]
    [InlineData(Fault.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Fault.NotFound, HttpStatusCode.NotFound)]
    [InlineData(Fault.Invalid, HttpStatusCode.UnprocessableEntity)]
    internal async Task A_refusal_stands(Fault fault, HttpStatusCode status)
    {
        Fail(fault);

        var thrown = await Assert.ThrowsAnyAsync<ApiException>(() => _bench.Connect().Client.Issue.Comment.GetAllForIssue("octo-org", "mail", 7));

        Assert.Equal(status, thrown.StatusCode);
        _ = Assert.Single(_bench.GitHub.Requests);
    }

    [Fact]
    public async Task Five_attempts_are_enough()
    {
        _bench.GitHub.Faults = (_, _) => Fault.ServerError;

        _ = await Assert.ThrowsAsync<ApiException>(() => _bench.Connect().Client.Issue.Comment.GetAllForIssue("octo-org", "mail", 7));

        Assert.Equal([1, 2, 4, 8], _bench.Time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task A_request_that_never_arrived_is_repeated_whatever_the_method()
    {
        var connection = _bench.Connect();
        await _bench.GitHub.DisposeAsync();

        _ = await Assert.ThrowsAsync<HttpRequestException>(() => connection.Client.Issue.Comment.Create("octo-org", "mail", 7, "hello"));

        Assert.Equal([1, 2, 4, 8], _bench.Time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(Fault.WebPage)]
    [InlineData(Fault.Empty)]
    internal async Task What_is_not_json_is_no_answer(Fault fault)
    {
        Fail(fault);

        var thrown = await Assert.ThrowsAsync<HttpRequestException>(CommentAsync);

        Assert.Contains("GITHUB_API_URL", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_budget_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        var connection = _bench.Connect();
        connection.Budget.Open(TimeSpan.FromMinutes(2), stop.Token);
        _bench.GitHub.Faults = (_, _) =>
        {
            stop.Cancel();
            return Fault.TooMany;
        };

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.Client.Issue.Comment.Create("octo-org", "mail", 7, "hello"));
    }

    private void Fail(params Fault[] faults) => _bench.GitHub.Faults = (call, _) => call < faults.Length ? faults[call] : Fault.None;

    private Task<IssueComment> CommentAsync() => _bench.Connect().Client.Issue.Comment.Create("octo-org", "mail", 7, "hello");
}
