using System.Text.Json;
using MlOps.Testing;
using MlOps.Tests.Hub;

namespace MlOps.Tool.Tests;

/// <summary>Base models of the hub and of the registry, from the command line to the registered model.</summary>
public sealed class BaseModelTests : IAsyncLifetime
{
    private readonly ToolBench _bench = new() { Wait = (_, _) => Task.CompletedTask };
    private FakeHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await FakeHub.StartAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Top, "examples", "bert-pico")))
        {
            _hub.Files[Path.GetFileName(file)] = await File.ReadAllBytesAsync(file);
        }

        _ = _bench.Environment.Remove("HF_HUB_OFFLINE");
        _bench.Environment["HF_ENDPOINT"] = _hub.Address;
        _bench.Environment["HF_HOME"] = Path.Combine(_bench.Folder, "hf");
        _ = _bench.Write("rows.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"mail number {i},{(i % 2 == 0 ? "ham" : "spam")}\n")));
        Pipeline("org/tiny");
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _bench.Dispose();
    }

    [Fact]
    public async Task Check_says_which_commit_a_name_stands_for_and_leaves_the_weights_where_they_are()
    {
        var ended = await _bench.Run("check");

        Assert.Equal((0, "pipeline.yml: 4 steps, no mistakes found\nstep 'train' begins with org/tiny (commit 0123456)\n"), (ended.ExitCode, ended.Out));
        Assert.DoesNotContain(_hub.Requests, request => request.IsStorage);
        var json = await _bench.Run("check", "--output", "json");
        Assert.Equal("org/tiny (commit 0123456)", JsonDocument.Parse(json.Out).RootElement.GetProperty("bases").GetProperty("train").GetString());
    }

    [Fact]
    public async Task A_model_of_the_hub_is_fine_tuned_then_found_offline_and_the_registered_one_is_fine_tuned_on()
    {
        var first = await _bench.Run("run");
        Assert.True(first.ExitCode == 0, first.Out + first.Error);
        Assert.Single(_hub.Requests, request => request.IsStorage);
        Assert.Contains("org/tiny (commit 0123456)", LastReport(), StringComparison.Ordinal);
        var requests = _hub.Requests.Count;

        var explained = await _bench.Run("explain", "train", "--offline");
        Assert.Contains($"base org/tiny: commit {FakeHub.Commit}, ", explained.Out, StringComparison.Ordinal);
        Assert.Contains("step 'train' would be reused", explained.Out, StringComparison.Ordinal);
        Assert.Contains("train: reused", (await _bench.Run("run", "--offline")).Error, StringComparison.Ordinal);
        Assert.Equal(requests, _hub.Requests.Count);

        Pipeline("tuned@Production");
        var check = await _bench.Run("check");
        Assert.Contains("step 'train' begins with tuned@Production (version 1)", check.Out, StringComparison.Ordinal);
        var second = await _bench.Run("run");
        Assert.True(second.ExitCode == 0, second.Out + second.Error);
        Assert.Contains("goes on from the base model's own head", LastReport().Replace("&#39;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(requests, _hub.Requests.Count);
    }

    [Fact]
    public async Task Offline_without_the_model_stops_before_anything_runs()
    {
        var ended = await _bench.Run("run", "--offline");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("pipeline.yml(11,11): error MLOPS2014: 'org/tiny' is not in the cache", ended.Out, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public async Task A_stage_of_a_model_that_is_not_registered_is_no_model_of_the_hub()
    {
        Pipeline("tuned@Production");
        var ended = await _bench.Run("check");
        Assert.Contains("pipeline.yml(11,11): error MLOPS5006: the registry holds no model 'tuned'", ended.Out, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public async Task A_gated_model_takes_a_token_which_no_file_and_no_output_holds()
    {
        Pipeline(FakeHub.Gated);
        var refused = await _bench.Run("check");
        Assert.Contains("set HF_TOKEN to a token that may read it", refused.Out, StringComparison.Ordinal);

        _bench.Environment["HF_TOKEN"] = FakeHub.Token;
        var ended = await _bench.Run("run", "--until", "train");
        var doctor = await _bench.Run("doctor");

        Assert.True(ended.ExitCode == 0, ended.Out + ended.Error);
        Assert.All([refused, ended, doctor], one => Assert.DoesNotContain(FakeHub.Token, one.Out + one.Error, StringComparison.Ordinal));
        Assert.Contains($"{_hub.Address}/, with a token", doctor.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(_bench.Folder, "*", SearchOption.AllDirectories), path => File.ReadAllText(path).Contains(FakeHub.Token, StringComparison.Ordinal));
    }

    private string LastReport() =>
        File.ReadAllText(Directory.GetFiles(Path.Combine(_bench.Folder, ".mlops", "runs"), "report.md", SearchOption.AllDirectories).Max(StringComparer.Ordinal)!);

    private void Pipeline(string origin) => _bench.Write("pipeline.yml", $$"""
        name: demo
        steps:
          prepare:
            uses: preprocess
            data: rows.csv
            text: text
            label: label
          train:
            uses: fine-tune
            needs: prepare
            base: {{origin}}
            epochs: 1
            max-tokens: 16
          judge:
            uses: evaluate
            needs: [prepare, train]
            metrics: [accuracy]
            gates: [accuracy >= 0]
          publish:
            uses: register
            needs: judge
            model: tuned
            stage: Production

        """);
}
