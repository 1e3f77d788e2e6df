using System.Text;
using MlOps.Diagnostics;
using MlOps.Registry.Cards;

namespace MlOps.Registry.Tests.Mlflow;

public sealed class MlflowRegistryTests : IDisposable
{
    private readonly MlflowBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_registered_model_is_the_same_on_another_machine_file_for_file()
    {
        var candidate = _bench.Candidate("one");
        var registration = _bench.Registry.Register(candidate, TestContext.Current.CancellationToken);

        var other = _bench.Open();
        var version = other.Find(ModelReference.Parse("mail-spam@Production"));
        other.Fetch(version, TestContext.Current.CancellationToken);

        Assert.Equal((1, Stage.Production, true), (registration.Version, registration.Stage, registration.IsNew));
        Assert.Equal(registration.ContentHash, version.ContentHash);
        Assert.Equal(("ada", "run-1"), (version.By, version.Run));
        foreach (var file in Directory.EnumerateFiles(candidate.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(version.Folder, Path.GetRelativePath(candidate.Folder, file))));
        }

        Assert.Equal(1, Lineage.Read(version).Version);
        Assert.StartsWith("# mail-spam, version 1\n\nWhat it is for: Sorts mail.", File.ReadAllText(Path.Combine(version.Folder, "MODEL_CARD.md")), StringComparison.Ordinal);
        Assert.True(other.IsIntact(version));
    }

    [Fact]
    public void Settings_and_metrics_stand_in_the_run_that_holds_the_files()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);

        var version = _bench.Mlflow.Registry.Models.Single().Versions.Single();
        var run = _bench.Mlflow.Tracking.FindRun(version.RunId!)!;
        Assert.Equal("FINISHED", run.Status);
        Assert.Equal("examples/bert-pico", run.Params["base"]);
        Assert.Equal("ada", run.Tags["mlflow.user"]);
        Assert.Equal(["accuracy", "latency.p95"], run.Metrics.Select(metric => metric.Key).Order(StringComparer.Ordinal));
        Assert.Equal(0.98, (double)run.Metrics.Single(metric => metric.Key == "accuracy").Value);
        Assert.Equal($"{run.ArtifactUri}/model", version.Source);
    }

    [Fact]
    public void The_manifest_is_the_last_file_and_stands_before_the_version()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);

        var order = _bench.Mlflow.Requests.Select(request => request.Method == "PUT" ? Path.GetFileName(request.Path) : request.Path.Split("/mlflow/")[^1]).ToList();
        Assert.Equal("mlops-manifest.json", order.Last(name => name.Contains('.', StringComparison.Ordinal)));
        Assert.True(order.IndexOf("mlops-manifest.json") < order.IndexOf("model-versions/create"));
        Assert.True(order.IndexOf("model-versions/create") < order.IndexOf("model-versions/transition-stage"));
    }

    [Fact]
    public void The_same_content_stays_the_same_version_and_goes_only_up()
    {
        var first = _bench.Registry.Register(_bench.Candidate("one", Stage.Staging), TestContext.Current.CancellationToken);
        var again = _bench.Open().Register(_bench.Candidate("one", Stage.Production), TestContext.Current.CancellationToken);
        var third = _bench.Open().Register(_bench.Candidate("one", Stage.Staging), TestContext.Current.CancellationToken);

        Assert.Equal((1, true, Stage.Staging), (first.Version, first.IsNew, first.Stage));
        Assert.Equal((1, false, Stage.Production), (again.Version, again.IsNew, again.Stage));
        Assert.Equal((1, false, Stage.Production), (third.Version, third.IsNew, third.Stage));
        Assert.True(_bench.Registry.Holds(again));
        Assert.False(_bench.Registry.Holds(first));
    }

    [Fact]
    public void A_promotion_archives_the_version_before_and_both_lines_are_chained()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        var second = _bench.Registry.Register(_bench.Candidate("two"), TestContext.Current.CancellationToken);

        var model = _bench.Open().Show("mail-spam");
        Assert.Equal(1, second.Replaced);
        Assert.Equal([Stage.Archived, Stage.Production], model.Versions.Select(version => version.Stage));
        Assert.Equal(
            ["Registered 1 None", "Moved 1 Production", "Registered 2 None", "Moved 1 Archived", "Moved 2 Production"],
            model.History.Select(entry => $"{entry.Action} {entry.Version} {entry.To}"));
        Assert.Null(HistoryChain.FindBreak(model));
        Assert.Equal(5, model.Head.Entries);
    }

    [Fact]
    public void A_refused_candidate_stays_in_none_and_its_reason_is_kept()
    {
        var registration = _bench.Registry.Register(_bench.Candidate("one", refused: "accuracy is 0.87"), TestContext.Current.CancellationToken);

        Assert.Equal((Stage.None, "accuracy is 0.87"), (registration.Stage, registration.Refused));
        Assert.Equal("accuracy is 0.87", _bench.Registry.Show("mail-spam").History.Single().Change.Reason);
    }

    [Fact]
    public void Aliases_tags_and_descriptions_are_mlflows_own()
    {
        var registry = _bench.Registry;
        _ = registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        _ = registry.Edit("mail-spam", new RegistryEdit.SetAlias("champion", 1), MlflowBench.Ada);
        _ = registry.Edit("mail-spam", new RegistryEdit.SetTag(1, "team", "mail"), MlflowBench.Ada);
        _ = registry.Edit("mail-spam", new RegistryEdit.SetTag(null, "owner", "ada"), MlflowBench.Ada);
        _ = registry.Edit("mail-spam", new RegistryEdit.Describe(1, "the first one"), MlflowBench.Ada);
        _ = registry.Edit("mail-spam", new RegistryEdit.Describe(null, "Sorts mail well."), MlflowBench.Ada);

        var kept = _bench.Mlflow.Registry.Models.Single();
        Assert.Equal(1, kept.Aliases["champion"]);
        Assert.Equal("mail", kept.Versions[0].Tags["team"]);
        Assert.Equal("ada", kept.Tags["owner"]);
        Assert.Equal(("the first one", "Sorts mail well."), (kept.Versions[0].Description, kept.Description));
        var model = _bench.Open().Show("mail-spam");
        Assert.Equal(["team"], model.Versions[0].Tags.Keys);
        Assert.Equal(1, _bench.Open().Find(ModelReference.Parse("mail-spam@champion")).Version);

        _ = registry.Edit("mail-spam", new RegistryEdit.RemoveAlias("champion"), MlflowBench.Ada);
        _ = registry.Edit("mail-spam", new RegistryEdit.SetTag(1, "team", null), MlflowBench.Ada);
        Assert.Empty(kept.Aliases);
        Assert.DoesNotContain("team", kept.Versions[0].Tags.Keys);
        Assert.Null(HistoryChain.FindBreak(_bench.Open().Show("mail-spam")));
    }

    [Fact]
    public void An_attached_file_is_an_artifact_that_is_checked_on_the_way_back()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        var edit = new RegistryEdit.Attach(1, "report.html", _bench.File("report.html", "<p>fine</p>"));
        _ = _bench.Registry.Edit("mail-spam", edit, MlflowBench.Ada);

        var version = _bench.Open().Find(ModelReference.Parse("mail-spam@1"));
        var file = Assert.Single(version.Attachments);
        Assert.Equal("<p>fine</p>", File.ReadAllText(_bench.Open().FetchAttachment(version, file, TestContext.Current.CancellationToken)));
        var key = _bench.Mlflow.Artifacts.Files.Keys.Single(path => path.EndsWith("report.html", StringComparison.Ordinal));
        _bench.Mlflow.Artifacts.Files[key] = "<p>foul</p>"u8.ToArray();
        var third = _bench.Open();
        version = third.Find(ModelReference.Parse("mail-spam@1"));
        Assert.Equal("MLOPS5002", CodeOf(() => third.FetchAttachment(version, file, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void A_version_waits_for_approvals_and_another_person_gives_them()
    {
        var candidate = _bench.Candidate("one") with { Approvals = 1 };
        var registration = _bench.Registry.Register(candidate, TestContext.Current.CancellationToken);

        Assert.Equal((Stage.None, "1 approval"), (registration.Stage, registration.Waits));
        Assert.Equal("MLOPS5015", CodeOf(() => _bench.Open().Edit("mail-spam", new RegistryEdit.Approve(1), MlflowBench.Ada)));
        var result = _bench.Open().Edit("mail-spam", new RegistryEdit.Approve(1), new("grace", "", "tried it"));

        Assert.Equal(Stage.Production, result.Version!.Stage);
        Assert.Null(_bench.Open().Show("mail-spam").Versions[0].Waiting);
    }

    [Fact]
    public void A_rollback_brings_the_version_before_back()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        _ = _bench.Registry.Register(_bench.Candidate("two"), TestContext.Current.CancellationToken);

        var result = _bench.Open().Edit("mail-spam", new RegistryEdit.Rollback(), MlflowBench.Ada);

        Assert.Equal((1, 2), (result.Version!.Version, result.Replaced));
        Assert.Equal([Stage.Production, Stage.Archived], _bench.Open().Show("mail-spam").Versions.Select(version => version.Stage));
    }

    [Fact]
    public void A_deleted_version_is_gone_and_its_number_stays_given()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one", Stage.None), TestContext.Current.CancellationToken);
        _ = _bench.Registry.Edit("mail-spam", new RegistryEdit.Delete(1), MlflowBench.Ada);
        var next = _bench.Registry.Register(_bench.Candidate("two", Stage.None), TestContext.Current.CancellationToken);

        Assert.Equal(2, next.Version);
        Assert.Equal([2], _bench.Open().Show("mail-spam").Versions.Select(version => version.Version));
        Assert.Contains(_bench.Open().Show("mail-spam").History, entry => entry is { Action: HistoryAction.Deleted, Version: 1 });
    }

    [Fact]
    public void A_training_that_was_done_before_is_found_by_its_fingerprint()
    {
        var fingerprint = new string('7', 64);
        var candidate = _bench.Candidate("one") with { Trained = new(new(fingerprint, []), new()) };
        _ = _bench.Registry.Register(candidate, TestContext.Current.CancellationToken);
        using var target = new MlOps.Testing.TemporaryFolder();

        var found = _bench.Open().Restore("mail-spam", fingerprint, target.File("model"), TestContext.Current.CancellationToken);

        Assert.Equal(1, found?.Version);
        Assert.True(File.Exists(target.File("model/model.onnx")));
        Assert.False(File.Exists(target.File("model/lineage.json")));
    }

    [Fact]
    public void Metrics_are_known_without_the_models_files()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        var other = _bench.Open();
        var version = other.Find(ModelReference.Parse("mail-spam@best(accuracy)"));

        Assert.Equal(0.98, other.LineageOf(version).Metrics["accuracy"]);
        Assert.Equal(1, other.LineageOf(version).Version);
        Assert.DoesNotContain(_bench.Mlflow.Requests, request => request.Method == "GET" && request.Path.EndsWith("model.onnx", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("mlops-manifest.json")]
    [InlineData("lineage.json")]
    public void A_damaged_artifact_is_refused(string name)
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        var files = _bench.Mlflow.Artifacts.Files;
        var key = files.Keys.Single(path => path.EndsWith($"/{name}", StringComparison.Ordinal));
        files[key] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files[key]).Replace('o', '0'));

        var other = _bench.Open();
        var version = other.Find(ModelReference.Parse("mail-spam@1"));
        Assert.Equal("MLOPS5002", CodeOf(() => other.Fetch(version, TestContext.Current.CancellationToken)));
        Assert.False(other.IsIntact(version));
        Assert.False(Directory.Exists(version.Folder));
    }

    [Fact]
    public void A_missing_artifact_is_damage_and_not_an_endless_wait()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        var files = _bench.Mlflow.Artifacts.Files;
        _ = files.Remove(files.Keys.Single(path => path.EndsWith("/model.onnx", StringComparison.Ordinal)));

        Assert.False(_bench.Open().IsIntact(_bench.Registry.Find(ModelReference.Parse("mail-spam@1"))));
    }

    private static string CodeOf(Action action) => Assert.Throws<MlOpsException>(action).Diagnostic.Rule.Code;
}
