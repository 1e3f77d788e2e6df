using System.Text.Json;
using MlOps.Testing;

namespace MlOps.Tool.Tests;

public sealed class CommandTests : IDisposable
{
    // steps that load neither libtorch nor ONNX Runtime
    private const string Commands = """
        name: demo
        params: { word: hello }
        steps:
          greet:
            uses: command
            run: [sh, -c, 'echo "$0" > "$MLOPS_OUTPUT/out.txt"', "${{ params.word }}"]
            outputs: out.txt
          repeat:
            uses: command
            needs: greet
            run: [sh, -c, 'cp "$MLOPS_INPUT_GREET/out.txt" "$MLOPS_OUTPUT/out.txt"']
            outputs: out.txt

        """;

    private readonly ToolBench _bench = new();

    public CommandTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the pipelines' programs are shells");
        _ = _bench.Write("pipeline.yml", Commands);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_pipeline_without_mistakes_is_said_to_have_none()
    {
        var ended = await _bench.Run("check");

        Assert.Equal((0, "pipeline.yml: 2 steps, no mistakes found\n"), (ended.ExitCode, ended.Out));
        Assert.False(Directory.Exists(Path.Combine(_bench.Folder, ".mlops")));
    }

    [Fact]
    public async Task All_mistakes_of_a_file_are_reported_in_the_order_of_their_lines()
    {
        _ = _bench.Write("pipeline.yml", "name: demo\nsteps:\n  a: { uses: comand }\n  b: { uses: command, runs: ls }\n  c: { uses: command, run: ls, needs: d }\n");

        var ended = await _bench.Run("check");

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(
            [
                "pipeline.yml(3,14): error MLOPS1007: step 'a' uses 'comand'; expected one of preprocess, fine-tune, evaluate, predict, register, command; did you mean 'command'?",
                "pipeline.yml(4,6): error MLOPS1002: step 'b' needs the key 'run'",
                "pipeline.yml(4,23): error MLOPS1001: step 'b' has no key 'runs'; did you mean 'run'?",
                "pipeline.yml(5,39): error MLOPS1008: step 'c' needs 'd', and there is no step of that name",
            ],
            ended.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_pipeline_that_is_not_there_is_wrong_use()
    {
        var ended = await _bench.Run("run", "other.yml");

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal("other.yml: error MLOPS2002: there is no such file; name a pipeline, or write one with 'dotnet mlops init DATA'\n", ended.Out);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_run_and_writes_nothing()
    {
        var ended = await _bench.Run("run", "--dry-run");

        Assert.Equal(0, ended.ExitCode);
        Assert.Matches("greet +command +run", ended.Out);
        Assert.False(Directory.Exists(Path.Combine(_bench.Folder, ".mlops")));
    }

    [Fact]
    public async Task The_second_run_reuses_and_a_set_parameter_runs_again()
    {
        var first = await _bench.Run("run");
        var second = await _bench.Run("run");
        var third = await _bench.Run("run", "--set", "word=goodbye");

        Assert.Equal((0, 0, 0), (first.ExitCode, second.ExitCode, third.ExitCode));
        Assert.Contains("greet: done", first.Error, StringComparison.Ordinal);
        Assert.Contains("greet: reused", second.Error, StringComparison.Ordinal);
        Assert.Contains("repeat: done", third.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unchanged_run_shows_the_last_one_again_and_leaves_no_record_of_its_own()
    {
        await RunOnceAsync();
        _bench.Environment["GITHUB_STEP_SUMMARY"] = Path.Combine(_bench.Folder, "summary.md");
        var (first, junit) = (await _bench.Run("runs"), _bench.Read("out/junit.xml"));
        File.Delete(Path.Combine(_bench.Folder, "out", "junit.xml"));

        var again = await _bench.Run("run");

        Assert.Equal("greet: reused\nrepeat: reused\n", again.Error);
        Assert.Contains("report: .mlops/runs/", again.Out, StringComparison.Ordinal);
        Assert.Equal(junit, _bench.Read("out/junit.xml"));
        Assert.NotEmpty(_bench.Read("summary.md"));
        Assert.Equal(first.Out, (await _bench.Run("runs")).Out);
    }

    [Theory]
    [InlineData("input")]
    [InlineData("pipeline")]
    [InlineData("output")]
    [InlineData("parameter")]
    [InlineData("force")]
    public async Task A_run_after_any_change_is_looked_at_closely(string change)
    {
        await RunOnceAsync();
        var before = (await _bench.Run("runs")).Out;
        switch (change)
        {
            case "input":
                _ = _bench.Write("in.txt", "other");
                break;
            case "pipeline":
                _ = _bench.Write("pipeline.yml", _bench.Read("pipeline.yml") + "# a comment\n");
                break;
            case "output":
                File.Delete(Directory.GetFiles(Path.Combine(_bench.Folder, ".mlops", "cache"), "out.txt", SearchOption.AllDirectories)[0]);
                break;
        }

        string[] arguments = change switch { "parameter" => ["--set", "word=goodbye"], "force" => ["--force", "greet"], _ => [] };
        var ended = await _bench.Run(["run", .. arguments]);

        Assert.Equal(0, ended.ExitCode);
        Assert.NotEqual(before, (await _bench.Run("runs")).Out);
    }

    [Fact]
    public async Task A_failed_step_ends_with_3_and_its_diagnostic_on_standard_output()
    {
        _ = _bench.Write("pipeline.yml", Commands.Replace("cp ", "exit 5; cp ", StringComparison.Ordinal));

        var ended = await _bench.Run("run");

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("pipeline.yml(8,3): error MLOPS8004: step 'repeat': 'sh' ended with exit code 5; it printed nothing\n", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_output_is_one_document()
    {
        var ended = await _bench.Run("run", "--output", "json");

        using var json = JsonDocument.Parse(ended.Out);
        Assert.Equal("Passed", json.RootElement.GetProperty("run").GetProperty("verdict").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("diagnostics").GetArrayLength());
        Assert.Equal([Path.Combine(_bench.Folder, "pipeline.yml")], json.RootElement.GetProperty("inputs").EnumerateArray().Select(input => input.GetString()));
    }

    [Fact]
    public async Task A_run_that_reads_the_environment_names_no_inputs_by_whose_times_it_could_be_left_out()
    {
        _ = _bench.Write("pipeline.yml", Commands.Replace("${{ params.word }}", "${{ env.WORD }}", StringComparison.Ordinal));
        _bench.Environment["WORD"] = "hello";

        var ended = await _bench.Run("run", "--output", "json");

        using var json = JsonDocument.Parse(ended.Out);
        Assert.False(json.RootElement.TryGetProperty("inputs", out _));
    }

    [Theory]
    [InlineData("mail-spam", "MLOPS5010")]
    [InlineData("mail-spam@1", "MLOPS5006")]
    public async Task A_model_that_cannot_be_brought_is_an_error(string reference, string code)
    {
        var ended = await _bench.Run("models", "download", reference, "--to", "out");

        Assert.Equal(3, ended.ExitCode);
        Assert.StartsWith($"mlops: error {code}: ", ended.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_bench.Folder, "out")));
    }

    [Fact]
    public async Task A_predictor_for_a_folder_without_a_model_is_an_error()
    {
        var ended = await _bench.Run("models", "predictor", "nowhere", "--to", "Mail.cs");

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("nowhere/model.json: error MLOPS4101: ", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_names_what_changed_since_the_step_ran()
    {
        _ = await _bench.Run("run");

        var same = await _bench.Run("explain", "greet");
        var changed = await _bench.Run("explain", "greet", "--set", "word=goodbye");

        Assert.StartsWith("step 'greet' would be reused: nothing that it depends on has changed\n", same.Out, StringComparison.Ordinal);
        Assert.StartsWith("step 'greet' would run again:\n  setting run", changed.Out, StringComparison.Ordinal);
        Assert.Contains("was hello, is goodbye", changed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_step_after_until_is_wrong_use_with_the_nearest_name()
    {
        var ended = await _bench.Run("run", "--until", "gret");

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal("pipeline.yml: error MLOPS1008: --until names the step 'gret'; expected one of greet, repeat; did you mean 'greet'?\n", ended.Out);
    }

    [Theory]
    [InlineData("run", "--set", "nothing")]
    [InlineData("run", "--accept-champion-loss")]
    [InlineData("run", "--output", "xml")]
    [InlineData("runn")]
    public async Task A_wrong_command_line_ends_with_2(params string[] args)
    {
        var ended = await _bench.Run(args);

        Assert.Equal(2, ended.ExitCode);
        Assert.NotEmpty(ended.Error);
    }

    [Fact]
    public async Task Runs_are_listed_shown_and_compared()
    {
        Assert.Equal("no runs yet\n", (await _bench.Run("runs")).Out);
        _ = await _bench.Run("run");
        _ = await _bench.Run("run");

        var list = (await _bench.Run("runs")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, list.Length);
        var (newest, oldest) = (list[1].Split(' ')[0], list[2].Split(' ')[0]);
        Assert.Contains(newest, (await _bench.Run("runs", "show", "last")).Out, StringComparison.Ordinal);
        Assert.Contains($"run {newest} against {oldest}", (await _bench.Run("runs", "compare", oldest, newest)).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await _bench.Run("runs", "show", "nonsense")).ExitCode);
    }

    [Fact]
    public async Task Prune_removes_what_the_newest_runs_did_not_use()
    {
        _ = await _bench.Run("run");
        _ = await _bench.Run("run", "--set", "word=goodbye");

        var pruned = await _bench.Run("cache", "prune", "--keep", "1");

        Assert.StartsWith("removed 2 outputs", pruned.Out, StringComparison.Ordinal);
        Assert.Contains("greet: reused", (await _bench.Run("run", "--set", "word=goodbye")).Error, StringComparison.Ordinal);
        Assert.Contains("greet: done", (await _bench.Run("run")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checkpoints_of_a_step_that_no_run_has_finished_are_listed_and_pruned()
    {
        _ = await _bench.Run("run");
        var kept = _bench.Write($".mlops/cache/{new string('a', 64)}.checkpoints/000000200-{new string('b', 64)}/state.json", new string(' ', 5000));

        var list = await _bench.Run("cache");
        var pruned = await _bench.Run("cache", "prune");

        var line = list.Out.Split('\n').Single(line => line.StartsWith("aaaaaaaaaaaa", StringComparison.Ordinal));
        Assert.Equal(["checkpoints", "5", "KB"], line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..4]);
        Assert.StartsWith("removed 0 outputs and the checkpoints of 1 step, 5 KB", pruned.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(kept));
    }

    [Fact]
    public async Task Init_writes_a_pipeline_that_check_accepts()
    {
        var rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},a rather long text number {i},{(i % 3 == 0 ? "spam" : "ham")}\n"));
        _ = _bench.Write("data/mail.csv", "id,message,kind\n" + rows);
        _ = _bench.Write("models/base/config.json", "{}");

        var written = await _bench.Run("init", "data/mail.csv", "--file", "mail.yml");
        var again = await _bench.Run("init", "data/mail.csv", "--file", "mail.yml");
        var check = await _bench.Run("check", "mail.yml");

        Assert.Equal(0, written.ExitCode);
        Assert.Contains("text: message; label: kind (ham, spam)", written.Out, StringComparison.Ordinal);
        Assert.StartsWith("# yaml-language-server: $schema=pipeline.schema.json\n", _bench.Read("mail.yml"), StringComparison.Ordinal);
        Assert.Equal("mail.yml: error MLOPS2009: there is a pipeline already; give --overwrite to replace it, or --file for another name\n", again.Out);
        Assert.DoesNotContain("MLOPS1", check.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_key_stands_in_the_reference()
    {
        var reference = await File.ReadAllTextAsync(Path.Combine(Repository.Top, "docs", "pipeline.md"));
        using var schema = JsonDocument.Parse((await _bench.Run("schema")).Out);

        Assert.All(Keys(schema.RootElement).Distinct(), key => Assert.Contains($"`{key}", reference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_committed_schema_is_the_one_that_the_tool_prints() =>
        Approved.Equal(Path.Combine(Repository.Top, "docs", "pipeline.schema.json"), (await _bench.Run("schema")).Out);

    // with inputs that are old enough to be trusted
    private async Task RunOnceAsync()
    {
        _ = _bench.Write("in.txt", "first");
        _ = _bench.Write("pipeline.yml", Commands.Replace("outputs: out.txt", "outputs: out.txt\n    inputs: in.txt", StringComparison.Ordinal) + "report: { junit: out/junit.xml }\n");
        foreach (var file in (string[])["in.txt", "pipeline.yml"])
        {
            File.SetLastWriteTimeUtc(Path.Combine(_bench.Folder, file), DateTime.UtcNow.AddMinutes(-1));
        }

        Assert.Equal(0, (await _bench.Run("run")).ExitCode);
    }

    // the names under every "properties" of a schema
    private static IEnumerable<string> Keys(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(property => property.Name == "properties"
            ? property.Value.EnumerateObject().SelectMany(key => Keys(key.Value).Prepend(key.Name))
            : Keys(property.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Keys),
        _ => [],
    };
}
