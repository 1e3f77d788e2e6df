using System.Text.Json.Nodes;
using MlOps.Inference.Tests;
using MlOps.Requests;
using MlOps.Serving.Models;
using MlOps.Serving.Traffic;
using MlOps.Testing;

namespace MlOps.Serving.Tests.Traffic;

public sealed class TrafficTests : IDisposable
{
    private readonly TemporaryFolder _model = TinyModelFolder.Write();
    private readonly TemporaryFolder _logs = new();

    public void Dispose()
    {
        _model.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Requests_are_logged_redacted_and_feedback_joins_them()
    {
        var settings = Settings() with { Traffic = new() { Log = new(_logs.File("requests"), 1, ["email"]) } };
        await using (var server = await ServerUnderTest.StartAsync(settings, [Route(settings)]))
        {
            using var response = await server.PostAsync("/predict", """[{"text": "write jo@example.org"}, {"text": "a b"}]""");
            var id = response.Headers.GetValues("X-Request-Id").Single();
            var told = await server.PostAsync("/feedback", $$"""{"id": "{{id}}", "row": 1, "label": "spam"}""");
            Assert.Equal((200, 202), ((int)response.StatusCode, (int)told.StatusCode));
        }

        var log = new RequestLogReader(_logs.File("requests"), "requests");
        var rows = log.Read().OfType<AnsweredRow>().ToList();
        Assert.Equal([0, 1], rows.Select(row => row.Row));
        Assert.Equal(("write [EMAIL]", 20, "tiny"), (rows[0].Text, rows[0].Length, rows[0].Route));
        Assert.True(rows.All(row => row.Tokens > 2 && row.Confidence is >= 0.5 and <= 1 && row.Seconds > 0));
        Assert.Equal(["spam"], log.ReadFeedback()[(rows[1].Id, 1)]);
    }

    [Fact]
    public async Task A_clients_own_id_is_taken_where_it_is_plain()
    {
        await using var server = await ServerUnderTest.StartAsync(Settings(), [Route(Settings())]);
        Assert.Equal("order-7", await IdOf(server, "order-7"));
        Assert.NotEqual("a b", await IdOf(server, "a b"));
    }

    [Theory]
    [InlineData("nonsense", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"id": "a"}""", 400)]
    [InlineData("""{"id": "a", "label": 3}""", 400)]
    [InlineData("""{"id": "a", "row": -1, "label": "x"}""", 400)]
    [InlineData("""{"id": "a", "labels": ["\ud800"]}""", 400)]
    [InlineData("""{"id": "a", "labels": ["x", "y"]}""", 202)]
    public async Task Feedback_of_another_form_is_refused(string body, int status)
    {
        var settings = Settings() with { Traffic = new() { Log = new(_logs.File("requests"), 1, []) } };
        await using var server = await ServerUnderTest.StartAsync(settings, [Route(settings)]);

        using var response = await server.PostAsync("/feedback", body);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Without_a_log_feedback_has_no_place()
    {
        await using var server = await ServerUnderTest.StartAsync(Settings(), [Route(Settings())]);

        Assert.Equal(404, (await server.AskAsync("/feedback", """{"id": "a", "label": "x"}""")).Status);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_fails_no_request()
    {
        var settings = Settings() with { Traffic = new() { Log = new(_logs.Write("taken", "a file"), 1, []) } };
        await using var server = await ServerUnderTest.StartAsync(settings, [Route(settings)]);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await server.AskAsync("/predict", """{"text": "a"}""")).Status);
        }

        // what was lost is told
        while (!(await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Contains("mlops_log_lines_total{outcome=\"dropped\"} 5\n", StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_client_stays_with_its_arm_and_may_name_one()
    {
        var settings = Settings() with { Traffic = new() { Key = StickyKey.Parse("header:X-User"), ArmHeader = "X-Arm", Folder = _logs.File("traffic") } };
        await using (var server = await ServerUnderTest.StartAsync(settings, [Split(settings, 50, 50)]))
        {
            for (var request = 0; request < 60; request++)
            {
                await Ask(server, ("X-User", $"user-{request % 20}"));
            }

            await Ask(server, ("X-User", "named"), ("X-Arm", "Staging"));
            await Ask(server, ("X-User", "named"), ("X-Arm", "tiny@Production"));
        }

        var rows = new RequestLogReader(_logs.File("traffic"), "traffic").Read().OfType<AnsweredRow>().ToList();
        string[] arms = [.. rows.Select(row => row.Arm)];
        Assert.Equal(62, arms.Length);
        Assert.Equal(["tiny@Staging", "tiny@Production"], arms[^2..]);
        Assert.Equal(2, arms[..60].Distinct().Count());
        Assert.Equal(arms[..20], arms[20..40]);
        Assert.Equal(arms[..20], arms[40..60]);
        Assert.All(rows, row => Assert.Null(row.Text)); // what arms do is kept without what clients wrote

        var report = new LoggedExperiment(new(_logs.File("traffic"), "traffic"), "traffic").Gather("tiny", from: null);
        Assert.Equal(62, report.Arms.Sum(arm => arm.Errors.Trials));
        Assert.Equal(["error-rate", "accuracy"], report.Comparisons.Select(comparison => comparison.Measure));
    }

    [Fact]
    public async Task A_shadow_is_asked_about_what_clients_ask_and_they_do_not_see_it()
    {
        var settings = Settings() with { Traffic = new() { Folder = _logs.File("traffic") } };
        var shadow = new ServedArm("shadow", new FolderOrigin("tiny@Staging", _model.Path), settings);
        JsonNode answered;
        await using (var server = await ServerUnderTest.StartAsync(settings, [new("tiny", [Arm("default", settings)], split: null, shadow)]))
        {
            answered = (await server.AskAsync("/predict", """{"text": "a b c"}""")).Answer;
            await Until(() => Log().OfType<ShadowRow>().Any());
        }

        var said = Log().OfType<ShadowRow>().Single();
        var row = Log().OfType<AnsweredRow>().Single();
        Assert.Equal((row.Id, "shadow", row.Labels.Single()), (said.Id, said.Arm, said.Labels.Single()));
        Assert.DoesNotContain("shadow", answered.ToJsonString(), StringComparison.Ordinal);
        var result = new LoggedExperiment(new(_logs.File("traffic"), "traffic"), "traffic").Gather("tiny", from: null).Shadows.Single();
        Assert.Equal((1L, 1L), (result.Rows, result.Agreement.Hits));

        IEnumerable<RequestLine> Log() => Directory.Exists(_logs.File("traffic")) ? new RequestLogReader(_logs.File("traffic"), "traffic").Read() : [];
    }

    [Fact]
    public void A_file_of_shares_is_read_when_it_changes_and_a_mistake_in_it_changes_nothing()
    {
        var split = new TrafficSplit(["tiny@Production", "tiny@Staging"], [90, 10], new());
        using var told = new StringWriter();
        var path = _logs.Write("shares", "# the canary\ntiny@Staging = 30\n".Replace(" = ", "=", StringComparison.Ordinal));
        var file = new ShareFile(path, [split], new(told, TimeProvider.System));

        file.Refresh();
        Assert.Equal([90.0, 30], split.Shares);

        _ = _logs.Write("shares", "tiny@Staging=50\ntiny@Other=1\n");
        file.Refresh();
        Assert.Equal([90.0, 30], split.Shares);
        Assert.Contains("'tiny@Other=1' is no MODEL=SHARE of a model that is served", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_arm_that_fails_loses_its_share_and_the_first_never_does()
    {
        var settings = Settings();
        var route = Split(settings, 90, 10);
        using var told = new StringWriter();
        var guard = new CanaryGuard(0.1, new(told, TimeProvider.System));

        for (var request = 0; request < CanaryGuard.Least; request++)
        {
            guard.Observe(route, route.Arms[0], failed: true);
            guard.Observe(route, route.Arms[1], failed: request == 3);
        }

        Assert.Equal([90.0, 10], route.Split!.Shares); // one of twenty
        guard.Observe(route, route.Arms[1], failed: true);
        guard.Observe(route, route.Arms[1], failed: true);
        Assert.Equal([90.0, 0], route.Split.Shares);
        Assert.Contains("tiny: tiny@Staging gets no more requests: 3 of its last ones failed", told.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail@Production=90", "mail@Production", 90.0)]
    [InlineData("route=mail@Staging=2.5%", "route=mail@Staging", 2.5)]
    [InlineData("route=mail@Staging", "route=mail@Staging", null)]
    [InlineData("mail@7", "mail@7", null)]
    [InlineData("mail@7=101", "mail@7=101", null)]
    public void A_share_stands_behind_the_last_equals_sign(string text, string model, double? share) => Assert.Equal((model, share), ArmShare.Split(text));

    private static ServeSettings Settings() => new();

    private ServedRoute Route(ServeSettings settings) => new("tiny", [Arm("default", settings)]);

    private ServedRoute Split(ServeSettings settings, double production, double staging) => new(
        "tiny",
        [Arm("tiny@Production", settings), Arm("tiny@Staging", settings)],
        new TrafficSplit(["tiny@Production", "tiny@Staging"], [production, staging], settings.Traffic));

    private ServedArm Arm(string name, ServeSettings settings) => new(name, new FolderOrigin(name, _model.Path), settings);

    private static async Task<string> IdOf(ServerUnderTest server, string id)
    {
        using var response = await Send(server, ("X-Request-Id", id));
        return response.Headers.GetValues("X-Request-Id").Single();
    }

    private static async Task Ask(ServerUnderTest server, params (string Name, string Value)[] headers)
    {
        using var response = await Send(server, headers);
        Assert.Equal(200, (int)response.StatusCode);
    }

    private static async Task<HttpResponseMessage> Send(ServerUnderTest server, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/predict", UriKind.Relative)) { Content = new StringContent("""{"text": "a b"}""", null, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await server.Client.SendAsync(request);
    }

    private static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
