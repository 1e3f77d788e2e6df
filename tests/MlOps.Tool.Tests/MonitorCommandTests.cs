using MlOps.Drift;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Registry;
using MlOps.Requests;
using MlOps.Steps;

namespace MlOps.Tool.Tests;

public sealed class MonitorCommandTests : IDisposable
{
    private const string Pipeline = """
        name: mail
        steps:
          count: { uses: command, run: [echo] }
        monitor:
          since: 7d
          min-rows: 100
          gates:
            - psi(length) <= 0.2
            - js(class) <= 0.1

        """;

    private readonly ToolBench _bench = new();

    public MonitorCommandTests()
    {
        _ = _bench.Write("pipeline.yml", Pipeline);
        Register(Profile(rows: 1_000, spam: 200, length: 80));
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Requests_like_the_training_data_pass()
    {
        await Log(rows: 300, spam: 60, length: 80);

        var ended = await _bench.Run("monitor", "mail", "--junit", "out/junit.xml");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("mail: All 2 gates are met\n", ended.Out, StringComparison.Ordinal);
        Assert.Contains("failures=\"0\"", _bench.Read("out/junit.xml"), StringComparison.Ordinal);
        Assert.Contains("300 rows of .mlops/requests", (await _bench.Run("runs", "show", "last")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drifted_requests_fail_on_the_lines_of_their_gates()
    {
        await Log(rows: 300, spam: 240, length: 160);

        var ended = await _bench.Run("monitor", "mail");

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("pipeline.yml(8,7): error MLOPS7101: psi(length) is ", ended.Out, StringComparison.Ordinal);
        Assert.Contains("\npipeline.yml(9,7): error MLOPS7101: js(class) is ", ended.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await _bench.Run("monitor", "mail@1", "--since", "1m", "--log", await Fresh())).ExitCode); // another log, another verdict
    }

    [Fact]
    public async Task Too_few_requests_and_a_missing_log_never_pass()
    {
        await Log(rows: 99, spam: 20, length: 80);

        var few = await _bench.Run("monitor", "mail");
        var none = await _bench.Run("monitor", "mail", "--log", "nowhere");

        Assert.Equal(1, few.ExitCode);
        Assert.StartsWith("pipeline.yml(8,7): error MLOPS7103: .mlops/requests holds 99 answered rows", few.Out, StringComparison.Ordinal);
        Assert.Equal((2, "nowhere: error MLOPS2002: there is no request log here; serve with --log-requests FOLDER\n"), (none.ExitCode, none.Out));
    }

    [Fact]
    public async Task A_version_without_a_profile_and_a_pipeline_without_monitor_say_so()
    {
        Register(profile: null);
        var without = await _bench.Run("monitor", "mail@2");
        _ = _bench.Write("pipeline.yml", Pipeline[..Pipeline.IndexOf("monitor:", StringComparison.Ordinal)]);
        var nothing = await _bench.Run("monitor", "mail");

        Assert.Equal(3, without.ExitCode);
        Assert.Contains("error MLOPS7104: version 2 of 'mail' says nothing of the data", without.Out, StringComparison.Ordinal);
        Assert.Equal((2, "pipeline.yml: error MLOPS1002: the pipeline has no 'monitor'; give it one with 'gates', such as psi(length) <= 0.2\n"), (nothing.ExitCode, nothing.Out));
    }

    [Fact]
    public async Task A_watermark_leaves_out_what_the_model_in_Production_has_seen()
    {
        _ = _bench.Write("mail.csv", "text,label,at\n" + string.Concat(Enumerable.Range(1, 20).Select(at => $"mail number {at},{(at % 2 == 0 ? "ham" : "spam")},2026-11-{at:00}\n")));
        _ = _bench.Write("pipeline.yml", """
            name: mail
            steps:
              prepare: { uses: preprocess, data: mail.csv, label: label, watermark: at, split: { train: 60, validation: 20, test: 20 } }
              train: { uses: fine-tune, needs: prepare, base: base, task: text-classification }
              judge: { uses: evaluate, needs: [prepare, train] }
              publish: { uses: register, needs: judge, model: mail }
            """);
        _ = _bench.Write("base/config.json", "{}");

        var all = await _bench.Run("run", "--until", "prepare");
        Register(Profile(10, 5, 80), new("at", null, "2026-11-12"), dataHash: "3");
        var rest = await _bench.Run("run", "--until", "prepare");
        var none = await Prepared("2026-11-20");

        Assert.Matches(@"rows +20\n", all.Out);
        Assert.Matches(@"rows +8\n", rest.Out);
        Assert.Equal(3, none.ExitCode);
        Assert.Contains("MLOPS2006: step 'prepare': no row is left of 20; column 'at' says which are new: those behind '2026-11-20'", none.Out, StringComparison.Ordinal);

        async Task<Ended> Prepared(string until)
        {
            Register(Profile(10, 5, 80), new("at", "2026-11-12", until), dataHash: "4");
            return await _bench.Run("run", "--until", "prepare");
        }
    }

    private async Task<string> Fresh()
    {
        await Log(rows: 300, spam: 60, length: 80, folder: "fresh");
        return "fresh";
    }

    private async Task Log(int rows, int spam, int length, string folder = ".mlops/requests")
    {
        await using var log = new RequestLogWriter(Path.Combine(_bench.Folder, folder), RequestLogLimits.Default, [], _bench.Time);
        for (var row = 0; row < rows; row++)
        {
            Assert.True(log.TryWrite(new AnsweredRow(_bench.Time.GetUtcNow(), $"{row}", 0, "mail", "mail", "1", "mail@1", [Label(row, spam)], 0.9, new Dictionary<string, double>(), 0.01) { Length = LengthOf(row, length) }));
        }
    }

    private static DataProfile Profile(int rows, int spam, int length)
    {
        var profile = new ProfileBuilder();
        for (var row = 0; row < rows; row++)
        {
            profile.Add(Features.Length, LengthOf(row, length));
            profile.Add(Features.Class, Label(row, spam));
        }

        return profile.Build();
    }

    private static string Label(int row, int spam) => row < spam ? "spam" : "ham";

    // evenly from half to one and a half times the length
    private static int LengthOf(int row, int length) => (length / 2) + (row * 7 % length);

    private void Register(DataProfile? profile, Watermark? watermark = null, string dataHash = "1")
    {
        var folder = Path.Combine(_bench.Folder, "model");
        var description = new ModelDescription
        {
            Task = "text-classification",
            Family = "bert",
            Labels = ["ham", "spam"],
            MultiLabel = false,
            Preparation = new("text", [], []),
            MaxTokens = 64,
            Base = "base",
            BaseHash = "0",
            DataHash = profile is null ? "2" : dataHash,
            Precision = "fp32",
            Seed = 1,
        };
        _ = Directory.CreateDirectory(folder);
        description.Write(folder);
        var registry = new LocalRegistry(Path.Combine(_bench.Folder, ".mlops", "registry"), _bench.Time);
        _ = registry.Register(
            new()
            {
                Model = "mail",
                Folder = folder,
                Description = description,
                Stage = profile is null ? Stage.None : Stage.Production,
                Change = new("somebody", "run", ""),
                Profile = profile,
                Watermark = watermark,
                Evaluation = new()
                {
                    Rows = 10,
                    Labels = ["ham", "spam"],
                    Metrics = new Dictionary<string, double?>(),
                    Intervals = new Dictionary<string, Interval>(),
                    Slices = [],
                    Confusion = [],
                    Gates = [],
                },
            },
            CancellationToken.None);
    }
}
