using System.Text;
using MlOps.Diagnostics;
using MlOps.Registry.Mlflow;
using MlOps.Testing.Mlflow;

namespace MlOps.Registry.Tests.Mlflow;

public sealed class MlflowFailureTests : IDisposable
{
    private const string Version = "POST /api/2.0/mlflow/model-versions/create";

    private readonly MlflowBench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Whatever a process does last, others see a whole version or none, and the next registration of the same content makes it right.</summary>
    [Fact]
    public void A_process_killed_at_any_request_leaves_no_half_version_and_the_next_one_goes_on()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        var requests = CountOfRegistration("count");
        for (var last = 0; last < requests; last++)
        {
            foreach (var isDone in (bool[])[false, true])
            {
                var content = $"kill-{last}-{isDone}";
                KillAt(last, isDone);
                _ = Assert.Throws<MlOpsException>(() => _bench.Open().Register(_bench.Candidate(content), TestContext.Current.CancellationToken));
                _bench.Server.Holds = (_, _) => true;
                RequireSound(content);
                var again = _bench.Open().Register(_bench.Candidate(content), TestContext.Current.CancellationToken);
                Assert.Equal(Stage.Production, again.Stage);
                RequireSound(content);
                Assert.Single(_bench.Open().Show("mail-spam").Versions, version => version.ContentHash == again.ContentHash);
            }
        }

        Assert.Equal(_bench.Registry.Show("mail-spam").Versions.Count, 2 + (2 * requests));
        Assert.InRange(requests, 15, 60);
    }

    [Fact]
    public void A_version_whose_answer_is_lost_is_not_made_twice()
    {
        var lost = 0;
        _bench.Server.Holds = (request, isDone) => !(isDone && $"{request.Method} {request.Path}" == Version && Interlocked.Increment(ref lost) == 1);

        var registration = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);

        Assert.Equal(1, lost);
        Assert.Equal((1, Stage.Production), (registration.Version, registration.Stage));
        Assert.Single(_bench.Mlflow.Registry.Models.Single().Versions);
    }

    [Fact]
    public void A_move_of_another_client_gets_its_line_with_the_next_change()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one", Stage.None), TestContext.Current.CancellationToken);
        Ask("POST", "model-versions/transition-stage", """{"name": "mail-spam", "version": "1", "stage": "Production", "archive_existing_versions": false}""");

        Assert.Equal(Stage.Production, _bench.Open().Find(ModelReference.Parse("mail-spam@Production")).Stage);
        _ = _bench.Open().Edit("mail-spam", new RegistryEdit.SetTag(1, "a", "b"), MlflowBench.Ada);

        var model = _bench.Open().Show("mail-spam");
        Assert.Equal(
            ["Registered 1 by ada", "Moved 1 by another MLflow client", "TagSet 1 by ada"], model.History.Select(entry => $"{entry.Action} {entry.Version} by {entry.Change.By}"));
        Assert.Null(HistoryChain.FindBreak(model));
    }

    [Fact]
    public void Of_two_in_production_the_promotion_that_sees_it_leaves_one()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        _ = _bench.Registry.Register(_bench.Candidate("two", Stage.None), TestContext.Current.CancellationToken);
        var promotions = 0;
        _bench.Server.Holds = (request, isDone) =>
        {
            if (isDone && request.Path.EndsWith("transition-stage", StringComparison.Ordinal) && Interlocked.Increment(ref promotions) == 1)
            {
                // what a request of another process between reading and writing of the server does
                _bench.Mlflow.Registry.Models.Single().Versions[0].Stage = "Production";
            }

            return true;
        };

        _ = _bench.Registry.Edit("mail-spam", new RegistryEdit.Move(2, Stage.Production), MlflowBench.Ada);

        Assert.Equal(2, promotions);
        Assert.Equal([Stage.Archived, Stage.Production], _bench.Open().Show("mail-spam").Versions.Select(version => version.Stage));
    }

    [Fact]
    public async Task Processes_that_register_at_once_make_one_chain_and_one_version_of_the_same_content()
    {
        _ = _bench.Registry.Register(_bench.Candidate("zero"), TestContext.Current.CancellationToken);
        var candidates = Enumerable.Range(0, 12).Select(number => _bench.Candidate($"content-{number / 3}")).ToList();
        await Task.WhenAll(candidates.Select(candidate => Task.Run(() =>
        {
            using var registry = _bench.Open();
            return registry.Register(candidate, TestContext.Current.CancellationToken);
        })));

        // lines that are still missing, for a version that another one has archived meanwhile, come with the next change
        _ = _bench.Open().Edit("mail-spam", new RegistryEdit.SetTag(null, "a", "b"), MlflowBench.Ada);
        var model = _bench.Open().Show("mail-spam");
        Assert.Equal(5, model.Versions.Count);
        Assert.Equal(5, model.Versions.Select(version => version.ContentHash).Distinct().Count());
        Assert.Single(model.Versions, version => version.Stage == Stage.Production);
        Assert.Null(HistoryChain.FindBreak(model));
        Assert.All(model.Versions, version => Assert.Equal(version.Stage, model.History.Last(entry => entry.Version == version.Version && entry.To is not null).To));
    }

    [Fact]
    public void Versions_of_other_clients_are_listed_and_not_fetched()
    {
        using var client = new MlflowBench();
        _ = client.Registry.Register(client.Candidate("one"), TestContext.Current.CancellationToken);
        var run = client.Mlflow.Tracking.Runs.Last(run => run.Metrics.Count > 0);
        Ask(client, "POST", "model-versions/create", $$"""{"name": "mail-spam", "source": "{{run.ArtifactUri}}/sk", "run_id": "{{run.Id}}", "description": "by sklearn", "tags": [{"key": "k", "value": "v"}]}""");
        Ask(client, "POST", "registered-models/create", """{"name": "Iris Model"}""");

        var models = client.Open().Models();
        var foreign = models.Single(model => model.Name == "mail-spam").Versions[1];
        Assert.Equal(["Iris Model", "mail-spam"], models.Select(model => model.Name));
        Assert.True(foreign.IsForeign);
        Assert.Equal(("by sklearn", run.Id, "v"), (foreign.Description, foreign.Run, foreign.Tags["k"]));
        Assert.Equal(0.98, client.Registry.LineageOf(foreign).Metrics["accuracy"]);
        Assert.Equal("MLOPS5203", CodeOf(() => client.Registry.Fetch(foreign, TestContext.Current.CancellationToken)));
        Assert.Equal("MLOPS5203", CodeOf(() => client.Registry.Edit("mail-spam", new RegistryEdit.Attach(2, "a.txt", client.File("a.txt", "a")), MlflowBench.Ada)));

        var result = client.Registry.Edit("mail-spam", new RegistryEdit.Move(2, Stage.Production), MlflowBench.Ada);
        Assert.Equal(1, result.Replaced);
        Assert.Null(HistoryChain.FindBreak(client.Open().Show("mail-spam")));
    }

    [Fact]
    public void A_server_that_does_not_pass_artifacts_on_is_named_before_a_version_is_made()
    {
        _bench.Mlflow.Tracking.ArtifactScheme = "s3://bucket";

        Assert.Equal("MLOPS5204", CodeOf(() => _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken)));
        Assert.Empty(_bench.Registry.Models());
    }

    [Theory]
    [InlineData("MLFLOW_TRACKING_TOKEN", "s3cr3t-token", "Bearer s3cr3t-token")]
    [InlineData("MLFLOW_TRACKING_PASSWORD", "s3cr3t:word", "Basic YWRhOnMzY3IzdDp3b3Jk")]
    public void The_sign_in_is_sent_and_never_printed(string name, string value, string header)
    {
        _bench.Mlflow.SignIn = header;
        using (var registry = _bench.Open(("MLFLOW_TRACKING_USERNAME", "ada"), (name, value)))
        {
            Assert.Empty(registry.Models());
        }

        _bench.Mlflow.SignIn = "Bearer another";
        using var refused = _bench.Open(("MLFLOW_TRACKING_USERNAME", "ada"), (name, value));
        var failure = Assert.Throws<MlOpsException>(() => refused.Models());
        Assert.Equal("MLOPS5202", failure.Diagnostic.Rule.Code);
        Assert.DoesNotContain("s3cr3t", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("MLOPS5202", CodeOf(() => _bench.Open().Models()));
    }

    [Fact]
    public void A_token_that_the_server_repeats_is_blotted_out()
    {
        using var registry = _bench.Open(("MLFLOW_TRACKING_TOKEN", "s3cr3t-token"));
        _ = registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);

        var failure = Assert.Throws<MlOpsException>(() => registry.Edit("mail-spam", new RegistryEdit.SetTag(1, "s3cr3t-token//x", "v"), MlflowBench.Ada));

        Assert.Equal("MLOPS5201", failure.Diagnostic.Rule.Code);
        Assert.Contains("***", failure.Diagnostic.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_no_header_can_carry_is_refused_without_printing_it()
    {
        var failure = Assert.Throws<MlOpsException>(() => MlflowSettings.Read("mlflow+http://127.0.0.1:5000", name => name == "MLFLOW_TRACKING_TOKEN" ? "s3cr3t\nx" : null));

        Assert.Equal("MLOPS5202", failure.Diagnostic.Rule.Code);
        Assert.DoesNotContain("s3cr3t", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_behind_a_prefix_is_asked_below_it()
    {
        using var bench = new MlflowBench("/tracking/server");

        Assert.Equal(1, bench.Registry.Register(bench.Candidate("one"), TestContext.Current.CancellationToken).Version);
        Assert.True(bench.Registry.IsIntact(bench.Registry.Find(ModelReference.Parse("mail-spam@1"))));
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_named()
    {
        using var registry = new MlflowRegistry(MlflowSettings.Read("mlflow+http://127.0.0.1:1", _ => null), Path.GetTempPath(), TimeProvider.System, (_, _) => Task.CompletedTask);

        var failure = Assert.Throws<MlOpsException>(() => registry.Models());
        Assert.Equal("MLOPS5201", failure.Diagnostic.Rule.Code);
        Assert.Contains("http://127.0.0.1:1/", failure.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_that_does_not_fit_changes_nothing()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one", Stage.None), TestContext.Current.CancellationToken);

        Assert.Equal("MLOPS5201", CodeOf(() => _bench.Registry.Edit("mail-spam", new RegistryEdit.Move(1, Stage.Production), new("ada", "", new string('r', 6000)))));
        Assert.Equal(Stage.None, _bench.Open().Show("mail-spam").Versions[0].Stage);
    }

    [Fact]
    public void Tags_of_mlops_are_not_given_by_hand()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);

        Assert.Equal("MLOPS5013", CodeOf(() => _bench.Registry.Edit("mail-spam", new RegistryEdit.SetTag(1, "mlops.manifest", null), MlflowBench.Ada)));
    }

    [Fact]
    public void A_history_that_lost_a_line_is_found_out()
    {
        _ = _bench.Registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        var run = _bench.Mlflow.Tracking.Runs.Single(run => run.Params.ContainsKey("line-00000001"));
        _ = run.Params.Remove("line-00000002");

        Assert.Equal("1 lines are there, and 2 were written", HistoryChain.FindBreak(_bench.Open().Show("mail-spam")));
    }

    private static string CodeOf(Action action) => Assert.Throws<MlOpsException>(action).Diagnostic.Rule.Code;

    private static void Ask(MlflowBench bench, string method, string call, string body) =>
        Assert.Equal(200, bench.Mlflow.Answer(new FakeRequest(method, $"/api/2.0/mlflow/{call}", Encoding.UTF8.GetBytes(body))).Status);

    private void Ask(string method, string call, string body) => Ask(_bench, method, call, body);

    private int CountOfRegistration(string content)
    {
        var before = _bench.Mlflow.Requests.Count;
        _ = _bench.Open().Register(_bench.Candidate(content), TestContext.Current.CancellationToken);
        return _bench.Mlflow.Requests.Count - before;
    }

    // the last request is carried out or not, and nothing of the process comes after it
    private void KillAt(int last, bool isDone)
    {
        var count = 0;
        _bench.Server.Holds = (_, isAfter) => isAfter ? Volatile.Read(ref count) <= last : Interlocked.Increment(ref count) <= (isDone ? last + 1 : last);
    }

    private void RequireSound(string content)
    {
        var model = _bench.Open().Show("mail-spam");
        Assert.True(model.Versions.Count(version => version.Stage == Stage.Production) <= 1, content);
        Assert.All(model.Versions, version => Assert.False(version.IsForeign));
        Assert.Null(HistoryChain.FindBreak(model));
    }
}
