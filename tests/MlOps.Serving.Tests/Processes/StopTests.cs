using System.Text;
using System.Text.Json;
using MlOps.Inference.Tests;

namespace MlOps.Serving.Tests.Processes;

/// <summary>What a real server does when it is told to stop.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Requests_at_work_are_finished_and_the_process_ends_with_0()
    {
        using var folder = TinyModelFolder.Write();
        using var server = await ServedProcess.StartAsync($"tiny={folder.Path}", "--max-batch", "1", "--max-rows", "512");
        using var client = new HttpClient { BaseAddress = server.Address };
        var body = JsonSerializer.Serialize(Enumerable.Repeat("a b c d e f g h", 512));
        var asked = Enumerable.Range(0, 2).Select(_ => client.PostAsync(new Uri("/predict", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"))).ToList();
        while (!(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Contains("mlops_requests_in_flight 3\n", StringComparison.Ordinal)
            && !asked.TrueForAll(request => request.IsCompleted))
        {
            await Task.Yield();
        }

        server.Terminate();

        Assert.All(await Task.WhenAll(asked), response => Assert.Equal(200, (int)response.StatusCode));
        Assert.Equal(0, await server.EndAsync());
        Assert.Contains(" stopped\n", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Balancers_are_told_before_connections_are_refused()
    {
        using var folder = TinyModelFolder.Write();
        using var server = await ServedProcess.StartAsync($"tiny={folder.Path}", "--drain-delay", "3");
        using var client = new HttpClient { BaseAddress = server.Address };

        server.Terminate();
        await server.LogsAsync("no longer ready", TimeSpan.FromSeconds(30));

        using var ready = await client.GetAsync(new Uri("/v2/health/ready", UriKind.Relative));
        using var answer = await client.PostAsync(new Uri("/predict", UriKind.Relative), new StringContent("\"a\"", Encoding.UTF8, "application/json"));
        Assert.Equal((503, 200), ((int)ready.StatusCode, (int)answer.StatusCode));
        Assert.Equal(0, await server.EndAsync());
    }
}
