using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Tests.Hub;
using MlOps.Tests.Running;
using MlOps.Tests.Spec;

namespace MlOps.Tests.Bases;

/// <summary>What 'base' names, and how a run comes to it.</summary>
public sealed class BaseModelsTests : IAsyncLifetime
{
    private static readonly Location Place = new("pipeline.yml", 7, 11);

    private HubBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await HubBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void A_folder_counts_before_a_model_of_its_name_on_the_hub()
    {
        Write("org/tiny/config.json");
        Write("org/tiny/pytorch_model.bin");

        var found = Find("org/tiny/");

        Assert.Equal(("org/tiny", "org/tiny/", "pytorch_model.bin"), (found.Name, found.Described, found.Weights));
        Assert.Equal(ContentHash.OfFolder(Path.Combine(_bench.Folder, "org", "tiny")), found.ContentHash);
        Assert.Empty(_bench.Hub.Requests);
    }

    [Fact]
    public void A_file_of_weights_belongs_to_what_prepares_its_inputs_and_to_nothing_else_of_its_folder()
    {
        Write("weights/config.json");
        Write("weights/resnet20.th");
        Write("weights/preprocessor_config.json");
        Write("weights/notes.txt");

        var found = Find("weights/resnet20.th");
        Write("weights/notes.txt", "other");
        var again = Find("weights/resnet20.th");
        Write("weights/config.json", "other");

        Assert.Equal(("weights", "resnet20.th"), (found.Name, found.Weights));
        Assert.Equal(found.Identity, again.Identity);
        Assert.NotEqual(found.Identity, Find("weights/resnet20.th").Identity);
    }

    [Fact]
    public void A_version_of_the_registry_is_known_by_its_content()
    {
        var found = Find("mail-spam@Production", new OneModel());

        Assert.Equal(("mail-spam@Production (version 3)", "version 3, abc", "/models/3"), (found.Described, found.Identity, found.Folder));
        Assert.Empty(_bench.Hub.Requests);
    }

    [Fact]
    public async Task A_model_of_the_hub_is_known_by_its_commit_and_its_content_the_same_before_and_after_the_download()
    {
        var before = Find(FakeHub.Model);
        await before.FetchAsync(new Nobody(), CancellationToken.None);
        var after = Find(FakeHub.Model);

        Assert.Equal("org/tiny (commit 0123456)", before.Described);
        Assert.StartsWith($"commit {FakeHub.Commit}, ", before.Identity, StringComparison.Ordinal);
        Assert.Equal(before.Identity, after.Identity);
        var files = new[] { "config.json", "model.safetensors", "tokenizer.json", "vocab.txt" };
        Assert.Equal(ContentHash.OfFiles(files.Select(name => (name, _bench.Hub.Sha256(name)))), before.ContentHash);

        // a file of the cache that somebody has changed is another model
        await File.WriteAllTextAsync(Path.Combine(_bench.Snapshot, "config.json"), "{}", TestContext.Current.CancellationToken);
        Assert.NotEqual(before.Identity, Find(FakeHub.Model).Identity);
    }

    [Fact]
    public void A_slip_in_a_path_is_told_without_asking_the_network()
    {
        Write("examples/bert-pico/config.json");
        var refusal = Refused("examples/bert-pcio");
        Assert.Equal(Rules.MissingInput, refusal.Rule);
        Assert.Contains("the base model 'examples/bert-pcio' is not there; did you mean 'bert-pico'?", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Hub.Requests);
    }

    [Fact]
    public void A_folder_of_a_similar_name_keeps_no_model_of_the_hub_away()
    {
        Write("tinyy/config.json");
        Assert.Equal("tiny (commit 0123456)", Find("tiny").Described);

        _bench.Hub.Faults = (_, _) => HubFault.Cut;
        Directory.Delete(_bench.Cache, recursive: true);
        var refusal = Refused("tiny");
        Assert.Equal(Rules.HubFailed, refusal.Rule);
        Assert.Contains("cannot be reached", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("; 'tiny' is no folder here; did you mean 'tinyy'?", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./absent")]
    [InlineData("weights/absent.th")]
    [InlineData("C:\\absent")]
    public void What_can_only_be_a_path_is_not_looked_for_on_the_hub(string text)
    {
        Assert.Contains("expected a folder, a file of weights, NAME@STAGE, NAME@VERSION or NAME@ALIAS of the registry, ORG/NAME of the hub, or an https:// or s3:// address", Refused(text).Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Hub.Requests);
    }

    [Fact]
    public void What_is_nowhere_says_where_it_was_looked_for()
    {
        var refusal = Refused("org/absent");
        Assert.Equal((Rules.MissingInput, Place), (refusal.Rule, refusal.Location));
        Assert.Contains("'org/absent' is no folder here and no version of the registry, and there is no model 'org/absent' at http://127.0.0.1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_from_the_environment_is_not_printed()
    {
        var refusal = Assert.Throws<MlOpsException>(() => Find(new SpecText("org/secret", Place) { Shown = "${{ env.BASE }}" }));
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("${{ env.BASE }}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_downloads_the_model_before_its_step_and_runs_again_for_another_commit()
    {
        const string Pipeline = "name: demo\nsteps:\n  a: { uses: write, text: x, files: [org/tiny@v1.0] }\n";
        using var bench = new RunBench { Bases = Models(new NoModels()) };
        var there = new List<bool>();
        var step = new WriteStep(context => there.Add(File.Exists(context.Bases["org/tiny@v1.0"].FullPath("model.safetensors")))) { ReadsBases = true };

        _ = await bench.Run(Pipeline, step);
        var again = await bench.Run(Pipeline, step);

        Assert.Equal([true], there);
        Assert.Equal(StepStatus.Reused, again.Steps[0].Status);

        using var other = new RunBench { Bases = Models(new NoModels()) };
        _bench.Hub.Main = new('a', 40);
        Directory.Delete(_bench.Cache, recursive: true);
        var moved = await other.Run(Pipeline, step);
        Assert.NotEqual(again.Steps[0].Fingerprint, moved.Steps[0].Fingerprint);
    }

    [Fact]
    public async Task A_base_that_is_not_there_is_a_mistake_of_the_plan_and_a_download_that_fails_one_of_the_step()
    {
        const string Pipeline = "name: demo\nsteps:\n  a: { uses: write, text: x, files: [org/absent] }\n";
        using var bench = new RunBench { Bases = Models(new NoModels()) };
        var step = new WriteStep { ReadsBases = true };
        Assert.Null(await bench.Run(Pipeline, step));
        Assert.Equal((Rules.MissingInput, 3), (Assert.Single(bench.Found.All).Rule, bench.Found.All[0].Location.Line));

        _bench.Hub.Faults = (_, request) => request.IsStorage ? HubFault.ServerError : HubFault.None;
        var failed = await bench.Run(Pipeline.Replace("absent", "tiny", StringComparison.Ordinal), step);
        Assert.Equal((Rules.HubFailed, 3), (failed.Steps[0].Failure!.Rule, failed.Steps[0].Failure!.Location.Line));
        Assert.Equal(0, step.Runs);
    }

    private void Write(string name, string text = "x")
    {
        var path = Path.Combine(_bench.Folder, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private BaseModels Models(ModelSource registry) => new(_bench.Folder, registry, () => _bench.Open(), new(() => throw new InvalidOperationException("nothing is fetched here")));

    private FoundBase Find(string text, ModelSource? registry = null) => Find(new SpecText(text, Place), registry);

    private FoundBase Find(SpecText text, ModelSource? registry = null) => Models(registry ?? new NoModels()).Find(text, ContentHash.OfFile, CancellationToken.None);

    private Diagnostic Refused(string text) => Assert.Throws<MlOpsException>(() => Find(text)).Diagnostic;

    private sealed class OneModel : ModelSource
    {
        public override Champion? FindChampion(string model) => null;

        public override FoundModel? FindVersion(string reference, CancellationToken ct) => reference == "mail-spam@Production" ? new("mail-spam", 3, "/models/3", "abc") : null;

        public override void Fetch(Champion champion, CancellationToken ct) => throw new InvalidOperationException("there is no champion");

        public override TrainedModel? Restore(string model, string fingerprint, string folder, CancellationToken ct) => null;
    }

    private sealed class Nobody : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
        }
    }
}
