using System.Text.Json;
using MlOps.Testing;

namespace MlOps.Tool.Tests.Ci;

/// <summary>The composite action, step by step, with the environment of GitHub's runner. Only other actions are replaced, after a look at their inputs.</summary>
[Collection(SharedCiChecks.Name)]
public sealed class ActionTests : IDisposable
{
    private const string Head = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";

    // as documented by each action, in the version that is pinned
    private const string Inputs = """
        {
          "actions/setup-dotnet": ["dotnet-version", "dotnet-quality", "global-json-file", "source-url", "owner", "config-file", "cache", "cache-dependency-path"],
          "actions/cache/restore": ["path", "key", "restore-keys", "enableCrossOsArchive", "fail-on-cache-miss", "lookup-only"],
          "actions/cache/save": ["path", "key", "upload-chunk-size", "enableCrossOsArchive"],
          "actions/upload-artifact": ["name", "path", "if-no-files-found", "retention-days", "compression-level", "overwrite", "include-hidden-files", "archive"]
        }
        """;

    private const string Pipeline = """
        name: demo
        steps:
          greet:
            uses: command
            run: [sh, -c, 'echo hello > "$MLOPS_OUTPUT/out.txt"']
            outputs: out.txt
          repeat:
            uses: command
            needs: greet
            run: [sh, -c, 'cp "$MLOPS_INPUT_GREET/out.txt" "$MLOPS_OUTPUT/out.txt"']
            outputs: out.txt

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    public ActionTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the action's steps are shell scripts");
        _ = _folder.Write("work/.git/HEAD", "ref: refs/heads/main");
        _ = _folder.Write("work/pipeline.yml", Pipeline);
        _ = Directory.CreateDirectory(_folder.File("temp"));
        var tool = _folder.Write("bin/dotnet-mlops", $"#!/bin/sh\nexec dotnet '{typeof(Program).Assembly.Location}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _environment = new()
        {
            ["PATH"] = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["HF_HOME"] = _folder.File("hf"),
            ["CI"] = "true",
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_SERVER_URL"] = "https://github.com",
            ["GITHUB_REPOSITORY"] = "octo-org/mail-spam",
            ["GITHUB_SHA"] = "ffac537e6cbbf934b08745a378932722df287a53",
            ["GITHUB_REF"] = "refs/heads/main",
            ["GITHUB_RUN_ID"] = "1658821493",
            ["GITHUB_RUN_ATTEMPT"] = "1",
            ["GITHUB_EVENT_NAME"] = "push",
            ["GITHUB_EVENT_PATH"] = _folder.Write("event.json", "{}"),
            ["GITHUB_WORKSPACE"] = _folder.File("work"),
            ["RUNNER_TEMP"] = _folder.File("temp"),
            ["ACT_SUMMARY"] = _folder.File("summary.md"),
            ["INPUTS"] = Inputs,
            ["STUBS"] = """{ "actions/upload-artifact": { "artifact-url": "https://github.com/octo-org/mail-spam/actions/runs/1/artifacts/2" } }""",
        };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_push_runs_the_pipeline_and_leaves_outputs_cache_artifact_and_summary()
    {
        using var acted = await ActAsync();

        Assert.Equal("passed", Output(acted, "verdict"));
        Assert.Equal("{}", Output(acted, "metrics"));
        Assert.Equal(".mlops/report/report.html", Output(acted, "report"));
        Assert.True(File.Exists(_folder.File("work/.mlops/report/report.html")));
        Assert.EndsWith("/artifacts/2", Output(acted, "artifact-url"), StringComparison.Ordinal);
        Assert.Contains("demo", await File.ReadAllTextAsync(_folder.File("summary.md")), StringComparison.Ordinal);
        Assert.Equal(".mlops/cache", With(acted, "Keep outputs for later runs", "path"));
        Assert.Matches("^mlops-Linux-X64-[0-9a-f]{64}$", With(acted, "Keep outputs for later runs", "key"));
        Assert.Equal(With(acted, "Restore outputs of earlier runs", "key"), With(acted, "Keep outputs for later runs", "key"));
        Assert.Equal(".mlops/runs\n.mlops/report\n", With(acted, "Upload runs and reports", "path"));
        Assert.Equal(_folder.File("hf/hub"), With(acted, "Keep base models for later runs", "path"));
        Assert.Matches("^mlops-hub-Linux-[0-9a-f]{40}$", With(acted, "Keep base models for later runs", "key"));
        Assert.Equal(With(acted, "Restore base models", "key"), With(acted, "Keep base models for later runs", "key"));
    }

    [Fact]
    public async Task The_key_of_the_cache_changes_with_the_pipeline_and_a_hit_saves_nothing()
    {
        using var first = await ActAsync();
        _ = _folder.Write("work/pipeline.yml", Pipeline.Replace("hello", "goodbye", StringComparison.Ordinal));
        _environment["STUBS"] = """{ "actions/cache/restore": { "cache-hit": "true" } }""";
        using var second = await ActAsync();

        Assert.NotEqual(With(first, "Restore outputs of earlier runs", "key"), With(second, "Restore outputs of earlier runs", "key"));
        Assert.Equal("skipped", Step(second, "Keep outputs for later runs").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_failed_step_fails_the_job_and_still_leaves_outputs_cache_and_artifact()
    {
        _ = _folder.Write("work/pipeline.yml", Pipeline.Replace("cp ", "exit 3; cp ", StringComparison.Ordinal));

        using var acted = await ActAsync();

        Assert.Equal(("failure", "failed"), (acted.RootElement.GetProperty("conclusion").GetString(), Output(acted, "verdict")));
        Assert.Equal(3, Step(acted, "Run").GetProperty("exit").GetInt32());
        Assert.Contains("::error file=pipeline.yml,line=7,col=3,", Log(acted, "Run"), StringComparison.Ordinal);
        Assert.All((string[])["Keep outputs for later runs", "Upload runs and reports"], name => Assert.Equal("success", Step(acted, name).GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task A_pipeline_with_mistakes_is_reported_once_and_caches_nothing()
    {
        _ = _folder.Write("work/pipeline.yml", Pipeline.Replace("outputs", "output", StringComparison.Ordinal));

        using var acted = await ActAsync();

        Assert.Equal(("failure", "invalid"), (acted.RootElement.GetProperty("conclusion").GetString(), Output(acted, "verdict")));
        Assert.DoesNotContain("::error", Log(acted, "Plan"), StringComparison.Ordinal);
        Assert.Contains("::error file=pipeline.yml,line=6,", Log(acted, "Run"), StringComparison.Ordinal);
        Assert.Equal("skipped", Step(acted, "Keep outputs for later runs").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Arguments_are_words_not_scripts()
    {
        _environment["INPUT_PIPELINE"] = "models/it's $(touch stolen).yml";
        _environment["INPUT_ARGUMENTS"] = "--until=greet\n\n--set=word=a; touch stolen $(touch stolen) `touch stolen`";
        _ = _folder.Write("work/models/it's $(touch stolen).yml", Pipeline.Replace("steps:", "params: { word: hello }\nsteps:", StringComparison.Ordinal));

        using var acted = await ActAsync();

        Assert.Equal("passed", Output(acted, "verdict"));
        Assert.Equal("models/.mlops/cache", With(acted, "Keep outputs for later runs", "path"));
        Assert.Matches("repeat +command +not asked for", Log(acted, "Run"));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "stolen", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("pull_request", """{ "pull_request": { "number": 12, "head": { "ref": "x", "sha": "HEAD", "repo": { "full_name": "octo-org/mail-spam" } }, "base": { "ref": "main" } } }""")]
    [InlineData("pull_request", """{ "pull_request": { "number": 12, "head": { "ref": "x", "sha": "HEAD", "repo": { "full_name": "hexagon/mail-spam" } }, "base": { "ref": "main" } } }""")]
    [InlineData("check_run", """{ "action": "rerequested", "check_run": { "head_sha": "HEAD", "check_suite": { "head_branch": "x" }, "pull_requests": [] } }""")]
    [InlineData("workflow_run", """{ "workflow_run": { "id": 7, "head_sha": "HEAD", "head_branch": "x", "head_repository": null, "pull_requests": [] } }""")]
    [InlineData("workflow_dispatch", """{ "inputs": null }""")]
    [InlineData("schedule", """{ "schedule": "0 5 * * 1" }""")]
    [InlineData("repository_dispatch", """{ "action": "new-data" }""")]
    [InlineData("push", "no JSON")]
    public async Task Whatever_the_event_the_pipeline_is_run(string name, string payload)
    {
        _environment["GITHUB_EVENT_NAME"] = name;
        _ = _folder.Write("event.json", payload.Replace("HEAD", Head, StringComparison.Ordinal));

        using var acted = await ActAsync();

        Assert.Equal("passed", Output(acted, "verdict"));
        Assert.Equal("success", Step(acted, "Run").GetProperty("outcome").GetString());
    }

    private async Task<JsonDocument> ActAsync()
    {
        var ended = await CiChecks.ActAsync(_folder.File("work"), Path.Combine(Repository.Top, "action.yml"), _environment);
        Assert.True(ended.ExitCode == 0, ended.Error);
        return JsonDocument.Parse(ended.Out);
    }

    private static string? Output(JsonDocument acted, string name) => acted.RootElement.GetProperty("outputs").GetProperty(name).GetString();

    private static JsonElement Step(JsonDocument acted, string name) => acted.RootElement.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("name").GetString() == name);

    private static string? Log(JsonDocument acted, string name) => Step(acted, name).GetProperty("log").GetString();

    private static string? With(JsonDocument acted, string name, string input) => Step(acted, name).GetProperty("with").GetProperty(input).GetString();
}
