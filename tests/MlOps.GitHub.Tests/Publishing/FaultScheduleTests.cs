using MlOps.Diagnostics;
using MlOps.GitHub.Publishing;
using MlOps.GitHub.Tests.Fake;
using MlOps.Running;
using MlOps.Tests.Reporting;

namespace MlOps.GitHub.Tests.Publishing;

/// <summary>A GitHub that fails by seeded schedules. A tenth of them by default, all with MLOPS_TEST_FULL=1.</summary>
public sealed class FaultScheduleTests
{
    private const int All = 200;
    private const int CallsOfTheFlow = 24;

    private static readonly Fault[] Kinds = [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, All).Where(seed => Environment.GetEnvironmentVariable("MLOPS_TEST_FULL") == "1" || seed % 10 == 0)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_fails_the_verdict_is_told_rightly_and_once(int seed)
    {
        await using var bench = await Bench.StartAsync();
        var schedule = Schedule(seed);
        bench.GitHub.Faults = (call, _) => schedule(call);
        var run = (seed % 4) switch
        {
            0 => SampleRuns.Passed,
            1 => SampleRuns.GateNotMet,
            2 => SampleRuns.Failed,
            _ => SampleRuns.Passed with { Verdict = Verdict.Cancelled },
        };

        var publication = await Flow.RunAsync(bench, run);

        var conclusion = run.Verdict switch { Verdict.Passed => "success", Verdict.Cancelled => "cancelled", _ => "failure" };
        Assert.True(bench.Repository.Checks.Count <= 1, "more than one check");
        Assert.True(bench.Repository.Comments.Count <= 1, "more than one comment");
        Assert.All(bench.Repository.Checks, check => Assert.Contains((string?)check["conclusion"], new[] { null, conclusion }));
        switch (publication.Rung)
        {
            case Rung.Check:
                Assert.Equal(conclusion, (string?)Assert.Single(bench.Repository.Checks)["conclusion"]);
                break;
            case Rung.Status:
                Assert.Equal(conclusion == "cancelled" ? "error" : conclusion, (string?)bench.Repository.Statuses[^1]["state"]);
                break;
            default:
                Assert.NotNull(publication.Why);
                break;
        }

        Assert.Equal(publication.Rung != Rung.Check, publication.Problems.Any(problem => problem.Rule == Rules.LowerRung && problem.Message.Contains("no check run", StringComparison.Ordinal)));
        AssertNoToken(bench, publication);
    }

    // one to five faults at any calls; every fifth schedule also ends in a GitHub that is gone for good
    private static Func<int, Fault> Schedule(int seed)
    {
        var random = new Random(seed);
        var faults = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (Call: random.Next(CallsOfTheFlow), Kind: Kinds[random.Next(Kinds.Length)])).ToLookup(fault => fault.Call, fault => fault.Kind);
        var (gone, kind) = (random.Next(CallsOfTheFlow), Kinds[random.Next(Kinds.Length)]);
        return call => seed % 5 == 4 && call >= gone ? kind : faults[call].FirstOrDefault();
    }

    private static void AssertNoToken(Bench bench, PublishedReport publication)
    {
        string[] written =
        [
            .. bench.GitHub.Requests.Select(request => request.Path + request.Body),
            publication.Why ?? "",
            .. publication.Problems.Select(problem => problem.ToString()),
        ];
        Assert.All(written, text => Assert.DoesNotContain(FakeGitHub.Token, text, StringComparison.Ordinal));
    }
}
