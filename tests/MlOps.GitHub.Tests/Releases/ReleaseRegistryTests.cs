using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.GitHub.Releases;
using MlOps.Planning;
using MlOps.Registry;
using MlOps.Registry.Tests;
using MlOps.Steps;
using MlOps.Testing;

namespace MlOps.GitHub.Tests.Releases;

public sealed class ReleaseRegistryTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ReleaseRegistry> _registries = [];
    private FakeReleases _gitHub = null!;

    public async ValueTask InitializeAsync() => _gitHub = await FakeReleases.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _registries.ForEach(registry => registry.Dispose());
        await _gitHub.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_repository_without_the_index_is_an_empty_registry()
    {
        Assert.Empty(Registry().Models());
        Assert.Null(Registry().FindChampion("mail-spam"));
        Assert.Empty(_gitHub.Releases);
    }

    [Fact]
    public void A_version_comes_back_on_another_machine_as_it_was_registered()
    {
        var registered = Registry().Register(Make("one"), CancellationToken.None);

        var elsewhere = Registry("other");
        var champion = elsewhere.FindChampion("mail-spam")!;
        elsewhere.Fetch(champion, CancellationToken.None);

        Assert.Equal(("mail-spam", 1, Stage.Production, true), (registered.Model, registered.Version, registered.Stage, registered.IsNew));
        Assert.Equal((1, registered.ContentHash), (champion.Version, champion.ContentHash));
        Assert.Equal(File.ReadAllText(_folder.File("one/model.onnx")), File.ReadAllText(Path.Combine(champion.Folder, "model.onnx")));
        Assert.Equal("[PAD]\n[UNK]\n", File.ReadAllText(Path.Combine(champion.Folder, "tokens", "vocab.txt")));
        Assert.True(elsewhere.IsIntact(elsewhere.Show("mail-spam").Versions[0]));
        Assert.True(elsewhere.Holds(registered));
        Assert.Equal(0, _gitHub.TokensSeenByStorage);
    }

    [Fact]
    public void Each_version_is_a_published_release_that_is_not_the_latest_one()
    {
        _ = Registry().Register(Make("one"), CancellationToken.None);

        Assert.Equal(["mlops-mail-spam-v1", "mlops-registry"], Published());
        Assert.All(_gitHub.Releases.Values, release => Assert.Equal(("true", "false"), (release["prerelease"]!.ToString(), release["make_latest"]!.ToString())));
    }

    [Fact]
    public void Content_that_is_known_adds_no_version_and_is_moved_up()
    {
        var registry = Registry();
        _ = registry.Register(Make("one", Stage.None), CancellationToken.None);

        var again = registry.Register(Make("one"), CancellationToken.None);

        Assert.Equal((1, Stage.Production, false), (again.Version, again.Stage, again.IsNew));
        Assert.Single(registry.Show("mail-spam").Versions);
        Assert.Equal([(null, Stage.None), ((Stage?)Stage.None, (Stage?)Stage.Production)], registry.Show("mail-spam").History.Select(entry => (entry.From, entry.To)));
        Assert.Equal(2, _gitHub.Releases.Count);
    }

    [Fact]
    public void A_version_that_reaches_production_archives_the_one_before()
    {
        var registry = Registry();
        _ = registry.Register(Make("one"), CancellationToken.None);

        var second = registry.Register(Make("two"), CancellationToken.None);
        var refused = registry.Register(Make("three", refused: "a gate is not met"), CancellationToken.None);

        Assert.Equal((2, 1), (second.Version, second.Replaced));
        Assert.Equal((Stage.None, "a gate is not met"), (refused.Stage, refused.Refused));
        Assert.Equal([Stage.Archived, Stage.Production, Stage.None], Registry().Show("mail-spam").Versions.Select(version => version.Stage));
        Assert.Equal(2, Registry().Edit("mail-spam", new RegistryEdit.Move(3, Stage.Production), new("bob", "", "by hand")).Replaced);
    }

    [Fact]
    public async Task Jobs_that_register_at_once_lose_nothing()
    {
        const int Jobs = 8;
        await Task.WhenAll(Enumerable.Range(0, Jobs).Select(job => Task.Run(() => Registry($"job-{job}").Register(Make($"model-{job}"), CancellationToken.None))));

        var model = Registry().Show("mail-spam");
        Assert.Equal(Enumerable.Range(1, Jobs), model.Versions.Select(version => version.Version));
        Assert.Equal(Jobs, model.Versions.Select(version => version.ContentHash).Distinct().Count());
        Assert.Single(model.Versions, version => version.Stage == Stage.Production);
        Assert.Equal(Jobs, model.History.Count(entry => entry.From is null));
        Assert.Equal(Jobs - 1, model.History.Count(entry => entry.To == Stage.Archived));
        Assert.Equal(Jobs + 1, Published().Count);
        Assert.All(model.Versions, version => Assert.True(Registry().IsIntact(version)));
        Assert.All(model.Versions, version =>
        {
            var registry = Registry();
            registry.Fetch(version, CancellationToken.None);
            Assert.Equal(version.Version, NumberIn(version)); // a version's own file names its number, also where another job was quicker
        });
    }

    [Fact]
    public void A_job_that_is_killed_before_its_release_is_published_leaves_a_whole_version()
    {
        _gitHub.Faults = request => request.Method == "PATCH" ? 500 : null;
        _ = Assert.Throws<MlOpsException>(() => Registry().Register(Make("one"), CancellationToken.None));
        _gitHub.Faults = _ => null;

        var registry = Registry();
        Assert.True(registry.IsIntact(registry.Show("mail-spam").Versions[0]));
        Assert.Equal(2, registry.Register(Make("two"), CancellationToken.None).Version);
        Assert.Equal(["mlops-mail-spam-v1", "mlops-mail-spam-v2", "mlops-registry"], Published());
    }

    [Fact]
    public void A_lost_answer_to_the_change_of_the_index_registers_once()
    {
        var lost = false;
        _gitHub.Faults = request => !lost && request.Query["name"].ToString().StartsWith("index-", StringComparison.Ordinal) && (lost = true) ? -1 : null;

        var registered = Registry().Register(Make("one"), CancellationToken.None);

        Assert.True(lost);
        Assert.Equal((1, true), (registered.Version, registered.IsNew));
        Assert.Single(Registry().Show("mail-spam").Versions);
        Assert.Single(Registry().Show("mail-spam").History, entry => entry.From is null);
    }

    [Fact]
    public void An_upload_that_failed_leaves_nothing_to_be_seen()
    {
        _gitHub.Faults = request => request.Query["name"] == "model.onnx" ? 403 : null;

        var error = Assert.Throws<MlOpsException>(() => Registry().Register(Make("one"), CancellationToken.None));

        Assert.Equal(
            "mlops: error MLOPS5003: the token may not use the releases of octo-org/mail; give the job 'permissions: contents: write', or a token that may read and write the repository's contents",
            error.Message);
        Assert.Empty(Registry().Models());
        Assert.Equal(["mlops-registry"], _gitHub.Releases.Values.Select(release => release["tag_name"]!.ToString()));
    }

    [Fact]
    public void Assets_that_were_changed_are_not_used()
    {
        var registry = Registry();
        _ = registry.Register(Make("one"), CancellationToken.None);
        var asset = _gitHub.Releases.Values.SelectMany(FakeReleases.Assets).First(asset => asset["name"]!.ToString() == "model.onnx");
        _gitHub.Content[asset["id"]!.GetValue<long>()] = "other"u8.ToArray();

        var error = Assert.Throws<MlOpsException>(() => registry.Fetch(registry.FindChampion("mail-spam")!, CancellationToken.None));

        Assert.Equal(Rules.RegistryDamaged, error.Diagnostic.Rule);
        Assert.False(registry.IsIntact(registry.Show("mail-spam").Versions[0]));
        Assert.False(Directory.Exists(registry.FindChampion("mail-spam")!.Folder));
    }

    [Fact]
    public void A_file_that_is_too_large_for_a_release_is_refused_before_anything_is_sent()
    {
        var candidate = Make("one");
        using (var large = File.Create(_folder.File("one/large.bin")))
        {
            large.SetLength(2L * 1024 * 1024 * 1024);
        }

        var error = Assert.Throws<MlOpsException>(() => Registry().Register(candidate, CancellationToken.None));

        Assert.Equal("mlops: error MLOPS5004: large.bin has 2,147,483,648 bytes, and a release takes files of less than 2 GiB; use a registry in a folder", error.Message);
        Assert.Empty(_gitHub.Releases);
    }

    [Fact]
    public void An_index_whose_upload_was_cut_off_does_not_stop_the_registry_for_good()
    {
        _ = Registry().Register(Make("one"), CancellationToken.None);
        var index = _gitHub.Releases.Values.First(release => release["tag_name"]!.ToString() == IndexStore.Tag);
        var stuck = FakeReleases.Assets(index).Last().DeepClone().AsObject();
        (stuck["id"], stuck["name"], stuck["state"]) = (99_999L, "index-00000002.json", "starter");
        stuck["created_at"] = DateTimeOffset.UtcNow.AddMinutes(-6).ToString("O");
        index["_assets"]!.AsArray().Add(stuck);

        Assert.Equal(2, Registry().Register(Make("two"), CancellationToken.None).Version);
    }

    [Fact]
    public void A_training_that_was_done_on_another_machine_is_given_back()
    {
        var trained = new Registry.Cards.TrainedBy(new(new string('f', 64), [new FingerprintPart("setting epochs", "2")]), new StepResult { ModelHash = "h" });
        _ = Registry().Register(Make("one", Stage.None) with { Trained = trained }, CancellationToken.None);
        var target = _folder.File("output/model");

        Assert.Null(Registry("other").Restore("mail-spam", new string('e', 64), target, CancellationToken.None));
        var restored = Registry("other").Restore("mail-spam", new string('f', 64), target, CancellationToken.None)!;

        Assert.Equal((1, "run-1", "h"), (restored.Version, restored.Run, restored.Result.ModelHash));
        Assert.Equal(["model.json", "model.onnx", "tokens/vocab.txt"], Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(target, file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_people_do_to_a_model_is_seen_on_another_machine_and_is_chained()
    {
        var registry = Registry();
        _ = registry.Register(Make("one"), CancellationToken.None);
        _ = registry.Register(Make("two") with { Approvals = 1 }, CancellationToken.None);
        Change grace = new("grace", "", "looked at");
        foreach (var edit in (RegistryEdit[])
        [
            new RegistryEdit.SetAlias("fallback", 1),
            new RegistryEdit.SetTag(1, "team", "mail"),
            new RegistryEdit.Describe(null, "Sorts mail."),
            new RegistryEdit.Attach(1, "notes.txt", _folder.Write("notes.txt", "good")),
            new RegistryEdit.Approve(2),
            new RegistryEdit.Rollback(),
        ])
        {
            _ = registry.Edit("mail-spam", edit, grace);
        }

        var elsewhere = Registry("other");
        var model = elsewhere.Show("mail-spam");
        Assert.Equal((1, "Sorts mail.", "mail"), (model.Aliases["fallback"], model.Description, model.Find(1)!.Tags["team"]));
        Assert.Equal([Stage.Production, Stage.Archived], model.Versions.Select(version => version.Stage));
        Assert.Equal("good", File.ReadAllText(elsewhere.FetchAttachment(model.Find(1)!, model.Find(1)!.Attachments[0], CancellationToken.None)));
        Assert.Empty(new MlOps.Registry.Verification.ModelVerifier(elsewhere).Check(model, null, CancellationToken.None));
    }

    [Fact]
    public void Lineage_is_read_without_downloading_the_model()
    {
        _ = Registry().Register(Make("one"), CancellationToken.None);

        var elsewhere = Registry("other");
        var version = elsewhere.Find(ModelReference.Parse("mail-spam@best(accuracy)"));

        Assert.Equal((1, 605L), (version.Version, elsewhere.LineageOf(version).Rows));
        Assert.False(Directory.Exists(version.Folder));
    }

    [Fact]
    public void A_deleted_version_s_release_is_removed_and_its_number_is_not_given_again()
    {
        var registry = Registry();
        _ = registry.Register(Make("one", Stage.None), CancellationToken.None);
        var lost = true;
        _gitHub.Faults = request => lost && request.Method == "DELETE" ? 500 : null;
        _ = Assert.Throws<MlOpsException>(() => registry.Edit("mail-spam", new RegistryEdit.Delete(1), new("ada", "", "")));
        lost = false;

        Assert.Empty(Registry().Show("mail-spam").Versions);
        Assert.Equal("mlops-mail-spam-v1", Assert.Single(Registry().Collect(remove: true, CancellationToken.None)).Path);
        Assert.Equal(["mlops-registry"], Published());
        Assert.Equal(2, Registry().Register(Make("one", Stage.None), CancellationToken.None).Version);
        Assert.Empty(Registry().Collect(remove: false, CancellationToken.None));
    }

    [Fact]
    public void An_index_of_an_earlier_mlops_keeps_every_version_and_line()
    {
        _ = Registry().Register(Make("one"), CancellationToken.None);
        var asset = _gitHub.Releases.Values.SelectMany(FakeReleases.Assets).Single(asset => asset["name"]!.ToString() == "index-00000001.json");
        var index = JsonNode.Parse(_gitHub.Content[asset["id"]!.GetValue<long>()])!;
        var model = index["models"]![0]!.AsObject();
        index["format"] = 1;
        string[] added = ["description", "tags", "aliases", "lastNumber", "head"];
        added.ToList().ForEach(key => model.Remove(key));
        string[] ofVersion = ["description", "tags", "attachments", "approvals", "waiting"];
        ofVersion.ToList().ForEach(key => model["versions"]![0]!.AsObject().Remove(key));
        foreach (var line in model["history"]!.AsArray())
        {
            string[] ofLine = ["action", "subject", "value", "hash"];
            ofLine.ToList().ForEach(key => line!.AsObject().Remove(key));
        }

        _gitHub.Content[asset["id"]!.GetValue<long>()] = System.Text.Encoding.UTF8.GetBytes(index.ToJsonString());

        var read = Registry().Show("mail-spam");
        Assert.Equal([HistoryAction.Registered, HistoryAction.Moved], read.History.Select(entry => entry.Action));
        Assert.Null(HistoryChain.FindBreak(read));
        Assert.Empty(read.Find(1)!.Tags);
        _ = Registry().Edit("mail-spam", new RegistryEdit.SetTag(1, "team", "mail"), new("ada", "", ""));
        Assert.Equal((2, 1), (Registry().Register(Make("two"), CancellationToken.None).Version, Registry().Show("mail-spam").Find(1)!.Version));
    }

    private static int NumberIn(ModelVersion version) => MlOps.Registry.Cards.Lineage.Read(version).Version;

    private List<string> Published() =>
        [.. _gitHub.Releases.Values.Where(release => !release["draft"]!.GetValue<bool>()).Select(release => release["tag_name"]!.ToString()).Order(StringComparer.Ordinal)];

    private Candidate Make(string content, Stage stage = Stage.Production, string? refused = null) => Candidates.Make(_folder.File(content), content, stage, refused);

    private ReleaseRegistry Registry(string machine = "machine")
    {
        var environment = new Dictionary<string, string> { ["GITHUB_API_URL"] = $"{_gitHub.Address}/api/v3", ["GITHUB_TOKEN"] = FakeReleases.Token };
        var connection = new GitHubConnection(GitHubSettings.Read(environment.GetValueOrDefault)!, new("octo-org", "mail"), ReleaseRegistry.Limits, TimeProvider.System);
        var registry = new ReleaseRegistry(connection, _folder.File($"cache/{machine}"), TimeProvider.System);
        lock (_registries)
        {
            _registries.Add(registry);
        }

        return registry;
    }
}
