using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using MlOps.Registry;

namespace MlOps.Serving.Tests.Processes;

/// <summary>A real server whose registry names another version while clients ask.</summary>
public sealed class ReloadTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Another_version_is_served_within_two_seconds_and_no_request_fails()
    {
        using var registry = new TinyRegistry();
        var versions = Enumerable.Range(1, 3).Select(seed => registry.Register(seed, seed == 1 ? Stage.Production : Stage.None)).ToList();
        using var server = await ServedProcess.StartAsync("tiny@Production", "--registry", registry.Path);
        using var stop = new CancellationTokenSource();
        var answers = new ConcurrentQueue<(string Version, string Body)>();
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(() => AskAsync(server.Address, answers, stop.Token))).ToList();

        var waits = new List<TimeSpan>();
        foreach (var version in new[] { versions[1], versions[2], versions[0] })
        {
            var (before, waiting) = (answers.Count, Stopwatch.StartNew());
            registry.Promote(version);
            while (!answers.Skip(before).Any(answer => answer.Version == $"tiny/{version}"))
            {
                Assert.True(waiting.Elapsed < Patience, server.Log);
                await Task.Delay(20);
            }

            waits.Add(waiting.Elapsed);
        }

        Assert.True(waits.Min() < Promised, string.Join(", ", waits)); // the least, as a busy machine may hold up any of them
        await stop.CancelAsync();
        await Task.WhenAll(clients); // throws where a request has failed
        Assert.Equal(["tiny/1", "tiny/2", "tiny/3"], answers.Select(answer => answer.Version).Distinct().Order());

        // the version that a client is told is the one that has answered
        Assert.All(answers.GroupBy(answer => answer.Version), answered => Assert.Single(answered.Select(answer => answer.Body).Distinct()));
        Assert.Equal(3, answers.Select(answer => answer.Body).Distinct().Count());
    }

    [Fact]
    public async Task A_version_that_cannot_be_opened_leaves_the_one_before_and_the_log_says_so()
    {
        using var registry = new TinyRegistry();
        _ = registry.Register(1, Stage.Production);
        var broken = registry.Register(2, Stage.None, isBroken: true);
        using var server = await ServedProcess.StartAsync("tiny@Production", "--registry", registry.Path);
        using var client = new HttpClient { BaseAddress = server.Address };

        registry.Promote(broken);
        await server.LogsAsync("cannot be opened; version 1 is still served", Patience);

        using var response = await client.PostAsync(new Uri("/predict", UriKind.Relative), Row());
        Assert.Equal("tiny/1", response.Headers.GetValues("X-Model-Version").Single());
        using var ready = await client.GetAsync(new Uri("/v2/health/ready", UriKind.Relative));
        Assert.Equal(200, (int)ready.StatusCode);
        Assert.Contains("mlops_model_reloads_total{model=\"tiny\",arm=\"default\",outcome=\"failed\"} 1\n", await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    private static async Task AskAsync(Uri address, ConcurrentQueue<(string Version, string Body)> answers, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = address };
        while (!stop.IsCancellationRequested)
        {
            using var response = await client.PostAsync(new Uri("/predict", UriKind.Relative), Row(), CancellationToken.None);
            var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
            Assert.True(response.IsSuccessStatusCode, body);
            answers.Enqueue((response.Headers.GetValues("X-Model-Version").Single(), body));
        }
    }

    private static StringContent Row() => new("""{"text": "a b c"}""", Encoding.UTF8, "application/json");
}
