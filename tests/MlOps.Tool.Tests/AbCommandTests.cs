using System.Text.Json.Nodes;
using MlOps.Requests;

namespace MlOps.Tool.Tests;

public sealed class AbCommandTests : IDisposable
{
    private readonly ToolBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Arms_are_counted_compared_and_shadows_held_against_what_clients_were_answered()
    {
        await Log();

        var text = await _bench.Run("ab", "report", "mail");
        var report = JsonNode.Parse((await _bench.Run("ab", "report", "--output", "json")).Out)!.AsArray().Single()!;

        Assert.Equal(0, text.ExitCode);
        Assert.StartsWith("mail, from .mlops/traffic\n\narm       serves  requests  errors  error rate (95 %)", text.Out, StringComparison.Ordinal);
        Assert.Contains("Shadow next: agrees on 0.75", text.Out, StringComparison.Ordinal);
        Assert.Equal(["champion", "canary"], report["arms"]!.AsArray().Select(arm => (string)arm!["arm"]!));
        Assert.Equal((600, 0, 200, 400), Counts(report["arms"]![0]!));
        Assert.Equal((300, 60, 0, 240), Counts(report["arms"]![1]!));
        var errors = report["comparisons"]!.AsArray().First(comparison => (string)comparison!["measure"]! == "error-rate")!;
        Assert.Equal(0.2, (double)errors["difference"]!, 12);
        Assert.InRange((double)errors["pValue"]!, 0, 1e-6); // 60 of 300 beside none of 600
        Assert.Equal(100, (int)report["shadows"]![0]!["changes"]![0]!["rows"]!);
    }

    [Fact]
    public async Task A_name_that_is_not_in_the_log_and_no_log_say_so()
    {
        await Log();

        var unknown = await _bench.Run("ab", "report", "maill");
        var none = await _bench.Run("ab", "report", "--log", "nowhere");

        Assert.Equal((2, ".mlops/traffic: error MLOPS2002: the log holds no requests for 'maill'; it has mail; did you mean 'mail'?\n"), (unknown.ExitCode, unknown.Out));
        Assert.Equal(2, none.ExitCode);
    }

    private static (int Requests, int Errors, int Spam, int Ham) Counts(JsonNode arm) => (
        (int)arm["errors"]!["trials"]!, (int)arm["errors"]!["hits"]!, (int?)arm["classes"]!["spam"] ?? 0, (int?)arm["classes"]!["ham"] ?? 0);

    // 600 requests for the champion, every third spam; 300 for the canary, of which 60 fail; a shadow sees 400 of the champion's and says ham to all
    private async Task Log()
    {
        await using var log = new RequestLogWriter(Path.Combine(_bench.Folder, ".mlops", "traffic"), RequestLogLimits.Default, [], _bench.Time);
        var now = _bench.Time.GetUtcNow();
        var none = new Dictionary<string, double>();
        for (var i = 0; i < 600; i++)
        {
            Assert.True(log.TryWrite(new AnsweredRow(now, $"a{i}", 0, "mail", "mail", "1", "champion", [i % 3 == 0 ? "spam" : "ham"], 0.9, none, 0.01)));
        }

        for (var i = 0; i < 400; i++)
        {
            var place = i < 100 ? i * 3 : (((i - 100) / 2 * 3) + 1 + (i % 2)); // 100 that were answered spam, 300 ham
            Assert.True(log.TryWrite(new ShadowRow(now, $"a{place}", 0, "mail", "mail", "3", "next", ["ham"], 0.8, none, 0.02)));
        }

        for (var i = 0; i < 300; i++)
        {
            Assert.True(log.TryWrite(i < 60
                ? new FailedRequest(now, $"b{i}", "mail", "mail", "2", "canary", 503, 1)
                : new AnsweredRow(now, $"b{i}", 0, "mail", "mail", "2", "canary", ["ham"], 0.9, none, 0.01)));
        }
    }
}
