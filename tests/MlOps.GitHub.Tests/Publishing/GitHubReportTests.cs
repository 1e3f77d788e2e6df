using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.GitHub.Content;
using MlOps.GitHub.Publishing;
using MlOps.GitHub.Tests.Fake;
using MlOps.Running;
using MlOps.Tests.Reporting;

namespace MlOps.GitHub.Tests.Publishing;

public sealed class GitHubReportTests : IAsyncLifetime
{
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_run_is_a_check_in_progress_then_its_verdict_with_annotations_and_a_comment()
    {
        var statuses = new HashSet<string>();
        _bench.GitHub.Faults = (_, _) =>
        {
            _ = statuses.Add(Text(_bench.Repository.Checks.FirstOrDefault(), "status"));
            return Fault.None;
        };

        var publication = await Flow.RunAsync(_bench, SampleRuns.GateNotMet);

        var check = Assert.Single(_bench.Repository.Checks);
        Assert.Equal(("mail-spam", Flow.Commit, "completed", "failure"), (Text(check, "name"), Text(check, "head_sha"), Text(check, "status"), Text(check, "conclusion")));
        Assert.Equal("2 of 4 gates are not met", (string?)check["output"]!["title"]);
        Assert.Contains("in_progress", statuses);
        Assert.Equal((Rung.Check, null, new Uri((string)check["html_url"]!)), (publication.Rung, publication.Why, publication.Address));
        Assert.Empty(publication.Problems);
        Assert.StartsWith("**❌ mail-spam: 2 of 4 gates are not met**\n", (string?)Assert.Single(_bench.Repository.Comments)["body"], StringComparison.Ordinal);
        Assert.Empty(_bench.Repository.Statuses);
    }

    [Fact]
    public async Task Each_step_is_shown_as_it_begins_and_ends()
    {
        _ = await Flow.RunAsync(_bench, SampleRuns.Passed);

        Assert.Equal(
            ["Running: prepare", "Between two steps", "Running: train", "Between two steps", "Running: judge", "Between two steps", "Running: publish", "Between two steps", "All 4 gates are met"],
            _bench.GitHub.Requests.Where(request => request.Method == "PATCH").Select(request => (string?)request.Json["output"]!["title"]).Take(9));
    }

    [Theory]
    [InlineData("passed", "success")]
    [InlineData("gate-not-met", "failure")]
    [InlineData("failed", "failure")]
    [InlineData("cancelled", "cancelled")]
    public async Task The_conclusion_is_the_verdict(string name, string conclusion)
    {
        var run = name switch
        {
            "passed" => SampleRuns.Passed,
            "gate-not-met" => SampleRuns.GateNotMet,
            "failed" => SampleRuns.Failed,
            _ => SampleRuns.Passed with { Verdict = Verdict.Cancelled },
        };

        _ = await Flow.RunAsync(_bench, run);

        Assert.Equal(conclusion, Text(Assert.Single(_bench.Repository.Checks), "conclusion"));
    }

    [Fact]
    public async Task A_second_attempt_updates_check_and_comment_of_the_first_and_repeats_no_annotation()
    {
        _ = await Flow.RunAsync(_bench, SampleRuns.GateNotMet);
        var before = FakeRepository.Annotations(_bench.Repository.Checks[0]).Count;

        _ = await Flow.RunAsync(_bench, SampleRuns.GateNotMet);
        _ = await Flow.RunAsync(_bench, SampleRuns.Passed);

        var check = Assert.Single(_bench.Repository.Checks);
        Assert.Equal("success", Text(check, "conclusion"));
        Assert.Equal(before, FakeRepository.Annotations(check).Count);
        Assert.StartsWith("**✅", (string?)Assert.Single(_bench.Repository.Comments)["body"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_of_other_programs_are_left_alone()
    {
        _ = await Flow.RunAsync(_bench, SampleRuns.Passed);
        _bench.Repository.Checks[0]["external_id"] = "another";

        _ = await Flow.RunAsync(_bench, SampleRuns.GateNotMet);

        Assert.Equal(["success", "failure"], _bench.Repository.Checks.Select(check => Text(check, "conclusion")));
    }

    [Fact]
    public async Task A_hundred_and_thirty_annotations_arrive_whole()
    {
        var content = CheckContents.OfMistakes([.. Enumerable.Range(1, 130).Select(Flow.Finding)], Flow.Paths);

        _ = await Flow.RunAsync(_bench, SampleRuns.Passed, content: content);

        var annotations = FakeRepository.Annotations(Assert.Single(_bench.Repository.Checks));
        Assert.Equal(Enumerable.Range(1, 130), annotations.Select(annotation => (int)annotation!["start_line"]!));
        Assert.Equal([50, 50, 30], _bench.GitHub.Requests.Where(request => request.Method == "PATCH").Select(request => request.Json["output"]?["annotations"]?.AsArray().Count ?? 0).Where(count => count > 0));
    }

    [Theory]
    [InlineData(Fault.BadGateway)]
    [InlineData(Fault.CutAfter)]
    [InlineData(Fault.SilentAfter)]
    internal async Task Annotations_whose_answer_was_lost_are_not_added_twice(Fault fault)
    {
        var content = CheckContents.OfMistakes([.. Enumerable.Range(1, 130).Select(Flow.Finding)], Flow.Paths);
        var isFirst = true;
        _bench.GitHub.Faults = (_, request) =>
        {
            var hit = isFirst && request.Method == "PATCH" && request.Body.Contains("annotation_level", StringComparison.Ordinal);
            isFirst &= !hit;
            return hit ? fault : Fault.None;
        };

        _ = await Flow.RunAsync(_bench, SampleRuns.Passed, content: content);

        Assert.Equal(130, FakeRepository.Annotations(Assert.Single(_bench.Repository.Checks)).Count);
    }

    [Theory]
    [InlineData(false, true, Rung.Status)]
    [InlineData(false, false, Rung.Summary)]
    public async Task A_token_that_may_not_write_checks_climbs_down(bool checks, bool statuses, Rung rung)
    {
        (_bench.Repository.MayWriteChecks, _bench.Repository.MayWriteStatuses) = (checks, statuses);

        var publication = await Flow.RunAsync(_bench, SampleRuns.GateNotMet);

        Assert.Equal(rung, publication.Rung);
        Assert.Contains("no check run: GitHub answered 403: Resource not accessible by integration", publication.Why, StringComparison.Ordinal);
        Assert.Equal([Rules.LowerRung], publication.Problems.Select(problem => problem.Rule));
        Assert.Equal(statuses ? ["pending", "failure"] : Array.Empty<string>(), _bench.Repository.Statuses.Select(status => Text(status, "state")));
        Assert.Empty(_bench.Repository.Checks);
    }

    [Fact]
    public async Task A_check_that_is_granted_only_at_the_end_leaves_no_status_pending()
    {
        _bench.GitHub.Faults = (call, _) => call == 0 ? Fault.Forbidden : Fault.None;

        var publication = await Flow.RunAsync(_bench, SampleRuns.Passed);

        Assert.Equal(Rung.Check, publication.Rung);
        Assert.Equal(["pending", "success"], _bench.Repository.Statuses.Select(status => Text(status, "state")));
    }

    [Theory]
    [InlineData(Rung.Check, true)]
    [InlineData(Rung.Status, false)]
    public async Task A_rung_that_is_required_makes_a_lower_one_an_error(Rung required, bool isError)
    {
        _bench.Repository.MayWriteChecks = false;

        var publication = await Flow.RunAsync(_bench, SampleRuns.Passed, new(Comments: false, HasSummary: true, required));

        Assert.Equal(isError, publication.Problems.Any(problem => problem.Rule == Rules.RungRequired));
    }

    [Fact]
    public async Task A_comment_is_found_on_a_later_page_among_those_that_quote_it()
    {
        for (var i = 0; i < 230; i++)
        {
            _ = _bench.Repository.AddComment(Flow.PullRequest, $"remark {i}");
        }

        _ = await Flow.RunAsync(_bench, SampleRuns.Passed);
        _ = _bench.Repository.AddComment(Flow.PullRequest, $"> passed {Flow.Identity.Marker}\n\nsplendid");
        _ = await Flow.RunAsync(_bench, SampleRuns.GateNotMet);

        var own = Assert.Single(_bench.Repository.Comments, comment => ((string)comment["body"]!).TrimEnd().EndsWith(Flow.Identity.Marker, StringComparison.Ordinal));
        Assert.StartsWith("**❌", (string?)own["body"], StringComparison.Ordinal);
        Assert.Equal(232, _bench.Repository.Comments.Count);
    }

    [Fact]
    public async Task Of_two_comments_that_jobs_wrote_at_the_same_moment_one_is_left()
    {
        _bench.Repository.OnCreated = () =>
        {
            if (_bench.Repository.Comments.Count == 1)
            {
                _ = _bench.Repository.AddComment(Flow.PullRequest, $"the other job's {Flow.Identity.Marker}", "github-actions[bot]");
            }
        };

        _ = await Flow.RunAsync(_bench, SampleRuns.Passed);

        Assert.StartsWith("**✅", (string?)Assert.Single(_bench.Repository.Comments)["body"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_that_may_not_be_written_is_a_warning()
    {
        _bench.Repository.MayComment = false;

        var publication = await Flow.RunAsync(_bench, SampleRuns.Passed);

        Assert.Equal(Rung.Check, publication.Rung);
        Assert.Equal([Rules.NoComment], publication.Problems.Select(problem => problem.Rule));
    }

    [Fact]
    public async Task A_github_that_is_gone_costs_a_bounded_time_and_no_more()
    {
        _bench.GitHub.Faults = (_, _) => Fault.Silent;
        var started = _bench.Time.GetUtcNow();

        var publication = await Flow.RunAsync(_bench, SampleRuns.Passed);

        Assert.Equal(Rung.Summary, publication.Rung);
        Assert.InRange(_bench.Time.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromMinutes(6));
    }

    private static string Text(JsonObject? item, string name) => (string?)item?[name] ?? "";
}
