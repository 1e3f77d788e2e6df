using System.Text.Json;

namespace MlOps.Tool.Tests;

/// <summary>What each build server is told, by runs of a pipeline in a folder below the repository's top.</summary>
public sealed class CiOutputTests : IDisposable
{
    private const string Pipeline = """
        name: demo
        steps:
          greet:
            uses: command
            run: [sh, -c, 'echo hello > "$MLOPS_OUTPUT/out.txt"']
            outputs: out.txt

        """;

    private readonly ToolBench _bench = new();

    public CiOutputTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the pipeline's program is a shell");
        _ = _bench.Write(".git/HEAD", "ref: refs/heads/main");
        Write(Pipeline);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task GitHub_gets_outputs_of_the_step_also_from_a_run_that_is_only_shown_again()
    {
        OnGitHub();

        var first = await _bench.Run("run", "models/pipeline.yml");
        var outputs = _bench.Read("output.txt");
        var second = await _bench.Run("run", "models/pipeline.yml");

        Assert.StartsWith("greet: reused", second.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("verdict=passed\n", outputs, StringComparison.Ordinal);
        Assert.Contains("report=models/.mlops/report/report.html\n", outputs, StringComparison.Ordinal);
        Assert.Equal(outputs + outputs, _bench.Read("output.txt"));
        Assert.StartsWith("<!DOCTYPE html>", _bench.Read("models/.mlops/report/report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_gets_a_mistake_of_the_pipeline_beside_its_line()
    {
        OnGitHub();
        Write(Pipeline.Replace("outputs", "output", StringComparison.Ordinal));

        var ended = await _bench.Run("run", "models/pipeline.yml");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(
            "\n::error file=models/pipeline.yml,line=6,col=5,title=MLOPS1001%3A unknown key::step 'greet' has no key 'output'; did you mean 'outputs'?\n", ended.Out, StringComparison.Ordinal);
        Assert.Equal("verdict=invalid\n", _bench.Read("output.txt"));
    }

    [Fact]
    public async Task Standard_output_stays_one_document_for_programs()
    {
        OnGitHub();
        Write(Pipeline.Replace("echo", "exit 3; echo", StringComparison.Ordinal));

        var ended = await _bench.Run("run", "models/pipeline.yml", "--output", "json");

        using var json = JsonDocument.Parse(ended.Out);
        Assert.Contains("::error file=models/pipeline.yml,line=3,col=3,", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_the_server_that_cannot_be_written_is_a_warning_and_leaves_the_verdict()
    {
        OnGitHub();
        _bench.Environment["GITHUB_OUTPUT"] = Path.Combine(_bench.Folder, "gone", "output.txt");

        var ended = await _bench.Run("run", "models/pipeline.yml");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("warning MLOPS6002: ", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_gets_issues_a_summary_and_the_verdict()
    {
        _bench.Environment["TF_BUILD"] = "True";
        Write(Pipeline.Replace("echo", "exit 3; echo", StringComparison.Ordinal));

        var ended = await _bench.Run("run", "models/pipeline.yml");

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("##vso[task.logissue type=error;sourcepath=models/pipeline.yml;linenumber=3;columnnumber=3;code=MLOPS8004;]step 'greet': ", ended.Out, StringComparison.Ordinal);
        Assert.Contains($"##vso[task.uploadsummary]{_bench.Folder}/models/.mlops/report/report.md\n", ended.Out, StringComparison.Ordinal);
        Assert.Contains("##vso[task.setvariable variable=verdict;isOutput=true]failed\n", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TeamCity_gets_a_build_problem()
    {
        _bench.Environment["TEAMCITY_VERSION"] = "2025.07";
        Write(Pipeline.Replace("echo", "exit 3; echo", StringComparison.Ordinal));

        Assert.Contains("\n##teamcity[buildProblem description='MLOPS8004: step |'greet|': ", (await _bench.Run("run", "models/pipeline.yml")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitLab_gets_code_quality_and_metrics_as_files_at_a_place_that_stays()
    {
        _bench.Environment["GITLAB_CI"] = "true";

        _ = await _bench.Run("run", "models/pipeline.yml");

        Assert.Equal("[]\n", _bench.Read("models/.mlops/report/code-quality.json"));
        Assert.EndsWith("# EOF\n", _bench.Read("models/.mlops/report/metrics.txt"), StringComparison.Ordinal);
        Assert.StartsWith("<testsuites ", _bench.Read("models/.mlops/report/junit.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_of_the_run_before_are_not_taken_for_those_of_a_run_that_had_none()
    {
        _bench.Environment["JENKINS_URL"] = "https://jenkins.example/";
        _ = await _bench.Run("run", "models/pipeline.yml");
        Assert.True(File.Exists(Path.Combine(_bench.Folder, "models", ".mlops", "report", "junit.xml")));
        Write(Pipeline.Replace("outputs", "output", StringComparison.Ordinal));

        _ = await _bench.Run("run", "models/pipeline.yml");

        Assert.False(Directory.Exists(Path.Combine(_bench.Folder, "models", ".mlops", "report")));
    }

    [Fact]
    public async Task Without_a_build_server_nobody_is_told()
    {
        var ended = await _bench.Run("run", "models/pipeline.yml");

        Assert.DoesNotContain("::", ended.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("##", ended.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_bench.Folder, "models", ".mlops", "report")));
    }

    private void OnGitHub()
    {
        _bench.Environment["GITHUB_ACTIONS"] = "true";
        _bench.Environment["GITHUB_OUTPUT"] = Path.Combine(_bench.Folder, "output.txt");
    }

    // an input that changed just now would be looked at again
    private void Write(string pipeline) => File.SetLastWriteTimeUtc(_bench.Write("models/pipeline.yml", pipeline), DateTime.UtcNow.AddMinutes(-1));
}
