using System.Text;
using MlOps.Diagnostics;
using MlOps.Drift;
using MlOps.Requests;
using MlOps.Testing;

namespace MlOps.Tests.Requests;

public sealed class RequestLogTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SetClock _clock = new(Noon);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lines_read_back_as_they_were_written_with_their_texts_redacted()
    {
        RequestLine[] lines =
        [
            Row("a") with { Text = "write to jo@example.org, call +49 30 123456", Length = 43, Tokens = 12 },
            new ShadowRow(Noon, "a", 0, "mail", "mail", "2", "shadow", ["ham"], 0.6, new Dictionary<string, double>(), 0.01),
            new FailedRequest(Noon, "b", "mail", "mail", "1", "mail@1", 503, 0.2),
            new UserFeedback(Noon, "a", 0, ["spam"]),
            Row("c") with { Values = new Dictionary<string, double> { ["value"] = 1.5 }, Confidence = null },
        ];

        await Write(RequestLogLimits.Default, lines);

        var read = Log().Read().ToList();
        Assert.Equal(lines.Select(line => (line.GetType(), line.At, line.Id)), read.Select(line => (line.GetType(), line.At, line.Id)));
        Assert.Equal(("write to [EMAIL], call [PHONE]", 43), (((AnsweredRow)read[0]).Text, ((AnsweredRow)read[0]).Length));
        Assert.Equal(1.5, ((AnsweredRow)read[4]).Values["value"]);
        Assert.DoesNotContain("example.org", File.ReadAllText(Files().Single()), StringComparison.Ordinal);
        Assert.Equal(["spam"], Log().ReadFeedback()[("a", 0)]);
    }

    [Fact]
    public async Task A_torn_last_line_is_passed_over_and_one_before_it_is_an_error_with_its_place()
    {
        await Write(RequestLogLimits.Default, Row("a"), Row("b"), Row("c"));
        var file = Files().Single();
        var whole = File.ReadAllBytes(file);
        for (var cut = 1; cut < whole.Length; cut += 7)
        {
            File.WriteAllBytes(file, whole[..^cut]);
            var kept = Encoding.UTF8.GetString(whole[..^cut]).Split('\n');
            Assert.InRange(Log().Read().Count(), kept.Length - 1, kept.Length);
        }

        File.WriteAllText(file, "{\"kind\":\"row\",\n" + Encoding.UTF8.GetString(whole));
        var failure = Assert.Throws<MlOpsException>(() => Log().Read().Count()).Diagnostic;
        Assert.Equal(($"log/{Path.GetFileName(file)}", 1, Rules.BadData), (failure.Location.File, failure.Location.Line, failure.Rule));
    }

    [Fact]
    public async Task Files_follow_each_other_by_size_and_age_and_the_oldest_go()
    {
        var limits = RequestLogLimits.Default with { FileBytes = 2_000, TotalBytes = 8_000 };
        await using (var writer = new RequestLogWriter(_folder.Path, limits, [], _clock))
        {
            for (var i = 0; i < 100; i++)
            {
                Assert.True(writer.TryWrite(Row($"{i:000}")));
                _clock.Now += TimeSpan.FromMilliseconds(5);
            }
        }

        Assert.InRange(Files().Sum(file => new FileInfo(file).Length), 4_000, 8_000 + 300);
        Assert.All(Files(), file => Assert.InRange(new FileInfo(file).Length, 1, 2_300));
        Assert.Equal("099", Log().Read().Last().Id); // the newest stay, in order
        Assert.Equal(Log().Read().Select(line => line.Id).Order(StringComparer.Ordinal), Log().Read().Select(line => line.Id));
    }

    [Fact]
    public async Task A_file_that_is_older_than_its_age_is_followed_by_the_next()
    {
        await using var writer = new RequestLogWriter(_folder.Path, RequestLogLimits.Default, [], _clock);
        _ = writer.TryWrite(Row("a"));
        await Written(writer, 1);
        _clock.Now += TimeSpan.FromDays(1);
        _ = writer.TryWrite(Row("b"));
        await Written(writer, 2);

        Assert.Equal(2, Files().Count);
    }

    [Fact]
    public async Task What_the_disk_does_not_take_is_dropped_and_counted_and_nobody_waits()
    {
        var taken = _folder.Write("taken", "a file where the folder should be");
        await using var writer = new RequestLogWriter(taken, RequestLogLimits.Default with { QueuedCharacters = 1_000 }, [], _clock);

        Assert.False(writer.TryWrite(Row("long") with { Text = new string('x', 1_001) })); // more than may wait
        Assert.Equal(1, writer.Dropped);
        Assert.True(writer.TryWrite(Row("a") with { Text = "short" }));
        while (writer.Dropped < 2)
        {
            await Task.Yield();
        }

        Assert.Equal(0, writer.Written);
        Assert.True(writer.TryWrite(Row("b")));
    }

    [Fact]
    public void A_share_is_taken_by_the_id_alone()
    {
        string[] ids = [.. Enumerable.Range(0, 10_000).Select(i => $"request-{i}")];
        var tenth = ids.Where(id => HashShare.Of("log", id) < 0.1).ToHashSet();

        Assert.InRange(tenth.Count, 910, 1_090); // three spreads of a binomial
        Assert.Equal(0.537487834787897, HashShare.Of("log", "request-0")); // by Python's hashlib: the first 53 bits of SHA-256 over "3:logrequest-0"
        Assert.Subset(ids.Where(id => HashShare.Of("log", id) < 0.2).ToHashSet(), tenth); // a larger share keeps what the smaller has
        Assert.InRange(ids.Count(id => HashShare.Of("log", id) < 0.1 && HashShare.Of("arms", id) < 0.1), 60, 140); // another salt is another draw
    }

    [Fact]
    public async Task A_log_becomes_live_data_of_one_version_and_time()
    {
        await Write(
            RequestLogLimits.Default,
            Row("old") with { At = Noon.AddDays(-8) },
            Row("a") with { Text = "win cash", Length = 8, Tokens = 4, Seconds = 0.010 },
            Row("a") with { Row = 1, Labels = ["ham"], Confidence = 0.7, Seconds = 0.010 },
            Row("b") with { Seconds = 0.030 },
            Row("other") with { Version = "2" },
            new FailedRequest(Noon, "c", "mail", "mail", "1", "mail@1", 503, 0.2),
            new UserFeedback(Noon, "a", 0, ["ham"]),
            new UserFeedback(Noon, "a", 1, ["ham"]));
        var reference = new ProfileBuilder();
        reference.AddWords("win now");

        var live = new LoggedRequests(Log(), "log").Gather("mail", "1", Noon.AddDays(-7), reference.Build());

        Assert.Equal(("log", 3L), (live.Source, live.Rows));
        Assert.Equal(new Dictionary<string, long> { ["ham"] = 1, ["spam"] = 2 }, live.Profile.Categories[Features.Class].Counts);
        Assert.Equal(2, live.Profile.Categories[Features.Label].Counts["ham"]);
        Assert.Equal((8.0, 0.5), (live.Profile.Numbers[Features.Length].Mean, live.Profile.Numbers[Features.UnknownWords].Mean));
        Assert.Equal((1 / 3.0, 0.5, 2.0), (live.Metrics["error-rate"], live.Metrics["accuracy"], live.Metrics["feedback-rows"]));
        Assert.Equal((0.010, 0.030), (live.Metrics["latency.p50"], live.Metrics["latency.p99"]));
    }

    private static AnsweredRow Row(string id) => new(Noon, id, 0, "mail", "mail", "1", "mail@1", ["spam"], 0.9, new Dictionary<string, double>(), 0.005);

    private RequestLogReader Log() => new(_folder.Path, "log");

    private List<string> Files() => [.. Directory.GetFiles(_folder.Path, "requests-*.jsonl").Order(StringComparer.Ordinal)];

    private async Task Write(RequestLogLimits limits, params RequestLine[] lines)
    {
        await using var writer = new RequestLogWriter(_folder.Path, limits, ["email", "phone"], _clock);
        Assert.All(lines, line => Assert.True(writer.TryWrite(line)));
    }

    private static async Task Written(RequestLogWriter writer, long lines)
    {
        while (writer.Written < lines)
        {
            await Task.Yield();
        }
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
