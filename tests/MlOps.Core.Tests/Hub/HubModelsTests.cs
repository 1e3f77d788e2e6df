using MlOps.Diagnostics;
using MlOps.Hub;
using MlOps.Steps;

namespace MlOps.Tests.Hub;

/// <summary>Finding and downloading, against a server on loopback that behaves as the hub does.</summary>
public sealed class HubModelsTests : IAsyncLifetime
{
    private HubBench _bench = null!;

    private string Partial => Path.Combine(_bench.Model, "blobs", _bench.Hub.Sha256("model.safetensors") + ".incomplete");

    private byte[] Weights => _bench.Hub.Files["model.safetensors"];

    public async ValueTask InitializeAsync() => _bench = await HubBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_model_is_downloaded_into_the_layout_of_huggingface_hub_with_no_file_more_than_it_takes()
    {
        var snapshot = await _bench.Bring();

        Assert.Equal((_bench.Snapshot, FakeHub.Commit, "model.safetensors"), (snapshot.Folder, snapshot.Commit, snapshot.Weights));
        _bench.Holds();
        if (!OperatingSystem.IsWindows())
        {
            var link = new FileInfo(Path.Combine(_bench.Snapshot, "model.safetensors")).LinkTarget;
            Assert.Equal($"../../blobs/{_bench.Hub.Sha256("model.safetensors")}", link);
        }

        Assert.DoesNotContain(_bench.Hub.Requests, request => request.Path.Contains("flax", StringComparison.Ordinal) || request.Path.EndsWith(".bin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_weights_wait_until_they_are_needed_and_their_hash_is_known_before()
    {
        using var models = _bench.Open();
        var snapshot = await models.FindAsync(HubId.TryParse(FakeHub.Model)!, CancellationToken.None);

        var missing = Assert.Single(snapshot.Missing);
        Assert.Equal(("model.safetensors", 100_000, _bench.Hub.Sha256("model.safetensors")), (missing.Name, missing.Bytes, missing.Sha256));
        Assert.DoesNotContain(_bench.Hub.Requests, request => request.IsStorage);
    }

    [Fact]
    public async Task A_model_in_the_cache_is_found_without_a_request_also_offline_and_after_its_branch_has_moved_on()
    {
        _ = await _bench.Bring();
        _bench.Hub.Requests.Clear();
        _bench.Hub.Main = new('f', 40);

        var again = await _bench.Bring();
        var offline = await _bench.Bring(isOffline: true);
        var pinned = await _bench.Bring($"{FakeHub.Model}@{FakeHub.Commit}", isOffline: true);

        Assert.Empty(_bench.Hub.Requests);
        Assert.Equal([FakeHub.Commit, FakeHub.Commit, FakeHub.Commit], new[] { again.Commit, offline.Commit, pinned.Commit });
    }

    [Theory]
    [InlineData("v1.0")]
    [InlineData("refs/pr/1")]
    public async Task A_revision_is_remembered_under_its_own_name(string revision)
    {
        _ = await _bench.Bring($"{FakeHub.Model}@{revision}");
        Assert.Equal(FakeHub.Commit, await File.ReadAllTextAsync(Path.Combine(_bench.Model, "refs", revision)));
        Assert.False(File.Exists(Path.Combine(_bench.Model, "refs", "main")));
    }

    [Fact]
    public async Task A_model_of_an_old_name_is_found_under_its_new_one()
    {
        var snapshot = await _bench.Bring(FakeHub.Renamed);
        Assert.Equal(Path.Combine(_bench.Cache, "models--tiny", "snapshots", FakeHub.Commit), snapshot.Folder);
        Assert.Equal(Weights, await File.ReadAllBytesAsync(Path.Combine(snapshot.Folder, "model.safetensors")));
    }

    [Fact]
    public async Task Weights_in_several_files_are_downloaded_by_their_index()
    {
        _ = _bench.Hub.Files.Remove("model.safetensors");
        _ = _bench.Hub.Files.Remove("pytorch_model.bin");
        _bench.Hub.Files["model.safetensors.index.json"] = """{"weight_map":{"a":"model-00001-of-00002.safetensors","b":"model-00002-of-00002.safetensors"}}"""u8.ToArray();
        _bench.Hub.Files["model-00001-of-00002.safetensors"] = [1];
        _bench.Hub.Files["model-00002-of-00002.safetensors"] = [2];

        var snapshot = await _bench.Bring();

        Assert.Equal("model.safetensors.index.json", snapshot.Weights);
        Assert.Equal([2], await File.ReadAllBytesAsync(Path.Combine(_bench.Snapshot, "model-00002-of-00002.safetensors")));
        File.Delete(Path.Combine(_bench.Snapshot, "model-00002-of-00002.safetensors")); // a model that lacks one file is not whole
        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => _bench.Bring(isOffline: true));
        Assert.Contains("'org/tiny' is not whole in the cache", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pickled_weights_are_taken_where_there_are_no_others()
    {
        _ = _bench.Hub.Files.Remove("model.safetensors");
        Assert.Equal("pytorch_model.bin", (await _bench.Bring()).Weights);
    }

    [Theory]
    [InlineData("../../evil.safetensors")]
    [InlineData("/etc/evil")]
    [InlineData("sub/evil.safetensors")]
    public async Task An_index_that_names_a_path_outside_is_refused(string path)
    {
        _ = _bench.Hub.Files.Remove("model.safetensors");
        _bench.Hub.Files["model.safetensors.index.json"] = System.Text.Encoding.UTF8.GetBytes("""{"weight_map":{"a":"PATH"}}""".Replace("PATH", path, StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => _bench.Bring());
        Assert.Equal(Rules.BrokenWeights, refusal.Diagnostic.Rule);
    }

    [Fact]
    public async Task The_token_goes_to_the_hub_and_never_to_the_storage()
    {
        _ = await _bench.Bring(FakeHub.Gated, FakeHub.Token);

        Assert.All(_bench.Hub.Requests, request => Assert.Equal(request.IsStorage ? "" : $"Bearer {FakeHub.Token}", request.Authorization));
        Assert.Contains(_bench.Hub.Requests, request => request.IsStorage);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(_bench.Folder, "*", SearchOption.AllDirectories), path => File.ReadAllText(path).Contains(FakeHub.Token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("org/absent", null, "MLOPS2002", "set HF_TOKEN to a token that may read it")]
    [InlineData("org/absent", FakeHub.Token, "MLOPS2002", "there is no model 'org/absent'")]
    [InlineData("absent", FakeHub.Token, "MLOPS2002", "most models have an organisation before their name")]
    [InlineData(FakeHub.Gated, null, "MLOPS2002", "set HF_TOKEN to a token that may read it")]
    [InlineData(FakeHub.Gated, "hf_wrong", "MLOPS2014", "does not take the token")]
    [InlineData(FakeHub.Gated, "hf\nwrong", "MLOPS2014", "letters that no token has")]
    [InlineData(FakeHub.Model + "@v9", null, "MLOPS2002", "has no such revision")]
    public async Task What_the_hub_refuses_says_what_to_do_and_no_token(string id, string? token, string code, string why)
    {
        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => _bench.Bring(id, token));

        Assert.Equal(code, refusal.Diagnostic.Rule.Code);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_", refusal.ToString(), StringComparison.Ordinal);
        Assert.Empty(_bench.Pauses); // asking again does not help
    }

    [Fact]
    public async Task Offline_without_the_model_says_what_to_do()
    {
        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => _bench.Bring(isOffline: true));
        Assert.Equal(Rules.HubFailed, refusal.Diagnostic.Rule);
        Assert.Contains("run once without", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Hub.Requests);
    }

    [Fact]
    public async Task A_hub_that_cannot_be_reached_is_tried_five_times_and_then_named()
    {
        using var models = new HubModels(_bench.Settings() with { Endpoint = new("http://127.0.0.1:1") }, (pause, _) =>
        {
            _bench.Pauses.Add(pause);
            return Task.CompletedTask;
        });

        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => models.FindAsync(HubId.TryParse(FakeHub.Model)!, CancellationToken.None));

        Assert.Equal(Rules.HubFailed, refusal.Diagnostic.Rule);
        Assert.Contains("http://127.0.0.1:1/ cannot be reached", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([0.5, 1, 2, 4], _bench.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Theory]
    [InlineData((int)HubFault.ServerError, 0.5)]
    [InlineData((int)HubFault.Cut, 0.5)]
    [InlineData((int)HubFault.TooMany, 7)]
    public async Task Any_request_that_fails_once_is_sent_again(int fault, double seconds)
    {
        _ = await _bench.Bring();
        var requests = _bench.Hub.Requests.Count;
        for (var failing = 0; failing < requests; failing++)
        {
            Directory.Delete(_bench.Cache, recursive: true);
            _bench.Hub.Requests.Clear();
            _bench.Pauses.Clear();
            var first = 0;
            _bench.Hub.Faults = (_, _) => first++ == failing ? (HubFault)fault : HubFault.None;

            _ = await _bench.Bring();

            _bench.Holds();
            Assert.Equal([seconds], _bench.Pauses.Select(pause => pause.TotalSeconds));
        }
    }

    [Theory]
    [InlineData((int)HubFault.ServerError, "answers 500 for 'org/tiny'")]
    [InlineData((int)HubFault.TooMany, "too many requests (429)")]
    [InlineData((int)HubFault.WebPage, "does not answer as a hub does: its answer is not JSON")]
    public async Task A_hub_that_goes_on_failing_is_given_up(int fault, string why)
    {
        _bench.Hub.Faults = (_, _) => (HubFault)fault;
        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => _bench.Bring());
        Assert.Equal(Rules.HubFailed, refusal.Diagnostic.Rule);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.InRange(_bench.Hub.Requests.Count, 1, 5);
    }

    [Fact]
    public async Task A_download_that_is_cut_goes_on_where_it_was_cut()
    {
        var cuts = 0;
        _bench.Hub.Faults = (_, request) => request.IsStorage && cuts++ < 3 ? HubFault.CutBody : HubFault.None;

        _ = await _bench.Bring();

        _bench.Holds();
        Assert.Equal([null, 50_000, 75_000, 87_500], _bench.Hub.Requests.Where(request => request.IsStorage).Select(request => request.From));
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_what_has_arrived_and_the_next_one_goes_on_from_there()
    {
        using (var stop = new CancellationTokenSource())
        using (var models = _bench.Open())
        {
            var snapshot = await models.FindAsync(HubId.TryParse(FakeHub.Model)!, CancellationToken.None);
            _bench.Hub.Faults = (_, request) => request.IsStorage ? HubFault.CutBody : HubFault.None;
            var cuts = 0;
            _bench.Hub.OnBody = _ =>
            {
                if (++cuts == 2)
                {
                    stop.Cancel();
                }
            };
            _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => models.FetchAsync(snapshot, progress: null, stop.Token));
        }

        Assert.Equal(50_000, new FileInfo(Partial).Length);
        Assert.False(File.Exists(Path.Combine(_bench.Snapshot, "model.safetensors")));
        _bench.Hub.Faults = (_, _) => HubFault.None;
        _bench.Hub.Requests.Clear();

        _ = await _bench.Bring();

        _bench.Holds();
        Assert.Equal([50_000], _bench.Hub.Requests.Where(request => request.IsStorage).Select(request => request.From));
    }

    // every state in which a kill, a full disk or another program can leave the cache
    public static TheoryData<string> States { get; } =
        ["nothing arrived", "part arrived", "all arrived", "too much arrived", "other bytes arrived", "no link", "dead link", "no ref", "empty ref", "no snapshot", "no blobs"];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Whatever_a_killed_run_leaves_the_next_one_mends(string state)
    {
        _ = await _bench.Bring();
        var (blob, link) = (Partial[..^".incomplete".Length], Path.Combine(_bench.Snapshot, "model.safetensors"));
        switch (state)
        {
            case "no link": File.Delete(link); break;
            case "no ref": File.Delete(Path.Combine(_bench.Model, "refs", "main")); break;
            case "empty ref": await File.WriteAllTextAsync(Path.Combine(_bench.Model, "refs", "main"), ""); break;
            case "no snapshot": Directory.Delete(_bench.Snapshot, recursive: true); break;
            case "no blobs": Directory.Delete(Path.Combine(_bench.Model, "blobs"), recursive: true); break;
            case "dead link": File.Delete(blob); break;
            default:
                File.Delete(link);
                File.Delete(blob);
                await File.WriteAllBytesAsync(Partial, state switch
                {
                    "nothing arrived" => [],
                    "part arrived" => Weights[..1_000],
                    "all arrived" => Weights,
                    "too much arrived" => [.. Weights, 1],
                    _ => new byte[5_000],
                });
                break;
        }

        _ = await _bench.Bring();

        _bench.Holds();
    }

    [Fact]
    public async Task A_storage_that_knows_no_ranges_sends_all_again()
    {
        var cuts = 0;
        _bench.Hub.Faults = (_, request) => !request.IsStorage ? HubFault.None : cuts++ == 0 ? HubFault.CutBody : HubFault.NoRange;
        _ = await _bench.Bring();
        _bench.Holds();
    }

    [Fact]
    public async Task Bytes_that_are_not_those_that_were_promised_are_fetched_again()
    {
        var wrong = 0;
        _bench.Hub.Faults = (_, request) => request.Method == "GET" && request.Path.Contains("tokenizer.json", StringComparison.Ordinal) && wrong++ == 0 ? HubFault.OtherBytes : HubFault.None;
        _ = await _bench.Bring();
        _bench.Holds();

        Directory.Delete(_bench.Cache, recursive: true);
        _bench.Hub.Faults = (_, request) => request.IsStorage ? HubFault.OtherBytes : HubFault.None;
        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => _bench.Bring());

        Assert.Equal(Rules.HubFailed, refusal.Diagnostic.Rule);
        Assert.Contains("model.safetensors of 'org/tiny' does not arrive whole", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Partial));
        Assert.False(File.Exists(Path.Combine(_bench.Snapshot, "model.safetensors")));
    }

    [Fact]
    public async Task Several_at_once_download_a_content_once_and_leave_one_good_file()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _bench.Bring())));

        _bench.Holds();
        Assert.Single(_bench.Hub.Requests, request => request.IsStorage);
    }

    [Fact]
    public async Task Progress_tells_the_size_and_the_part_that_is_there()
    {
        var seen = new List<string>();
        using var models = _bench.Open();
        var snapshot = await models.FindAsync(HubId.TryParse(FakeHub.Model)!, CancellationToken.None);

        await models.FetchAsync(snapshot, new Listener(seen), CancellationToken.None);

        Assert.Equal(["downloading model.safetensors of org/tiny: 0 B of 100 KB"], seen);
    }

    private sealed class Listener(List<string> seen) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => seen.Add(value.Message);
    }
}
