using System.Diagnostics;

namespace MlOps.Tool.Tests;

/// <summary>Gates of another revision, in a real git repository; a dry run reads and compares all there is.</summary>
public sealed class GatesFromTests : IDisposable
{
    private const string Pipeline = """
        name: demo
        steps:
          prepare: { uses: preprocess, data: mail.csv, text: text, label: label }
          tune: { uses: fine-tune, needs: prepare, base: base }
          judge:
            uses: evaluate
            needs: [prepare, tune]
            gates:
              - accuracy >= 0.95

        """;

    private readonly ToolBench _bench = new();

    public GatesFromTests()
    {
        _ = _bench.Write("mail.csv", "text,label\nhello,ham\nbuy,spam\n");
        _ = _bench.Write("base/config.json", "{}");
        _ = _bench.Write("pipeline.yml", Pipeline);
        Git("init", "--quiet", "--initial-branch=main");
        Git("add", "pipeline.yml");
        Git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "first");
        Git("update-ref", "refs/remotes/origin/main", "HEAD");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Gates_of_the_revision_are_part_of_what_the_judging_step_depends_on()
    {
        _ = _bench.Write("pipeline.yml", Pipeline.Replace("0.95", "0.5", StringComparison.Ordinal));

        Assert.NotEqual(await Plan(), await Plan("--gates-from", "main"));
    }

    [Fact]
    public async Task Gates_that_did_not_change_are_not_judged_twice() =>
        Assert.Equal(await Plan(), await Plan("--gates-from", "main"));

    [Theory]
    [InlineData("nowhere", "git does not know it here; a build server often fetches one commit only: git fetch origin nowhere")]
    [InlineData("--help", "a revision does not begin with '-'")]
    public async Task A_revision_that_cannot_be_read_is_wrong_use(string revision, string why)
    {
        var ended = await _bench.Run("run", "--dry-run", $"--gates-from={revision}");

        Assert.Equal((2, $"--gates-from: error MLOPS2011: the revision '{revision}' cannot be read: {why}\n"), (ended.ExitCode, ended.Out));
    }

    [Fact]
    public async Task A_revision_without_the_pipeline_asks_for_nothing()
    {
        File.Move(Path.Combine(_bench.Folder, "pipeline.yml"), Path.Combine(_bench.Folder, "new.yml"));

        Assert.Equal(await Plan("new.yml"), await Plan("new.yml", "--gates-from", "main"));
    }

    [Fact]
    public async Task A_revision_with_mistakes_fails_closed()
    {
        _ = _bench.Write("pipeline.yml", Pipeline.Replace("accuracy", "acuracy", StringComparison.Ordinal));
        Git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--all", "--message", "second");
        _ = _bench.Write("pipeline.yml", Pipeline);

        var ended = await _bench.Run("run", "--dry-run", "--gates-from", "main");

        Assert.Equal(2, ended.ExitCode);
        Assert.StartsWith("--gates-from: error MLOPS2011: the pipeline of 'main' has mistakes; the first one is main:pipeline.yml(9,9): error MLOPS1010: gate 'acuracy >= 0.95': unknown metric 'acuracy'", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_the_revision_does_not_have_is_no_mistake_of_it()
    {
        _ = _bench.Write("pipeline.yml", Pipeline.Replace("steps:", "params: { floor: 0.9 }\nsteps:", StringComparison.Ordinal).Replace("0.95", "${{ params.floor }}", StringComparison.Ordinal));

        _ = await Plan("--set", "floor=0.5", "--gates-from", "main");
    }

    // the fingerprint of the step that judges
    private async Task<string> Plan(params string[] arguments)
    {
        var ended = await _bench.Run(["run", "--dry-run", "--output", "json", .. arguments]);
        using var json = System.Text.Json.JsonDocument.Parse(ended.Out);
        return json.RootElement.GetProperty("plan")[2].GetProperty("fingerprint").GetString()!;
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _bench.Folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
