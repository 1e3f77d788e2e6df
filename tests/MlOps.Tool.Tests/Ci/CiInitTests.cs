using MlOps.Testing;

namespace MlOps.Tool.Tests.Ci;

/// <summary>The files that <c>ci init</c> writes into a user's repository, as their build servers read them.</summary>
[Collection(SharedCiChecks.Name)]
public sealed class CiInitTests : IDisposable
{
    private const string Pipeline = """
        name: demo
        steps:
          clean: { uses: command, run: [sh, -c, 'echo 1 > "$MLOPS_OUTPUT/a"'], outputs: a }
          score: { uses: command, needs: clean, run: [sh, -c, 'echo 2 > "$MLOPS_OUTPUT/b"'], outputs: b }

        """;

    // registers, as far as a reader of the pipeline can see
    private const string Registering = Pipeline + "  publish: { uses: register, needs: score, model: demo }\n";

    private readonly ToolBench _bench = new();

    public CiInitTests() => _ = _bench.Write("pipeline.yml", Registering);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task GitHub_workflows_are_ones_that_GitHub_and_actionlint_take()
    {
        var ended = await _bench.Run("ci", "init", "github");

        Assert.Equal((0, "wrote .github/workflows/model.yml\nwrote .github/workflows/report.yml\nread the files' comments: they say what the build server needs\n"), (ended.ExitCode, ended.Out));
        string[] files = [Path.Combine(_bench.Folder, ".github", "workflows", "model.yml"), Path.Combine(_bench.Folder, ".github", "workflows", "report.yml")];
        Assert.Equal("", await CiChecks.LintAsync(files));
        Assert.Contains("run: dotnet mlops run \"$PIPELINE\"\n", await File.ReadAllTextAsync(files[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Monitoring_on_a_schedule_is_a_workflow_and_a_Jenkinsfile_that_retrain_on_drift()
    {
        Assert.Equal(0, (await _bench.Run("ci", "init", "github-monitor")).ExitCode);
        Assert.Equal(0, (await _bench.Run("ci", "init", "jenkins-monitor")).ExitCode);

        Assert.Equal("", await CiChecks.LintAsync([Path.Combine(_bench.Folder, ".github", "workflows", "monitor.yml")]));
        Assert.Empty(await CiChecks.LintGroovyAsync(_bench.Folder, "Jenkinsfile.monitor"));
        Assert.Equal(["Set up", "Monitor", "Retrain"], JenkinsScript.Stages(_bench.Read("Jenkinsfile.monitor")).Select(stage => stage.Name));
        Assert.All([_bench.Read(".github/workflows/monitor.yml"), _bench.Read("Jenkinsfile.monitor")], text =>
        {
            Assert.Contains("dotnet mlops monitor demo --file \"$PIPELINE\"", text, StringComparison.Ordinal);
            Assert.Contains("dotnet mlops run \"$PIPELINE\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("__", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_Jenkinsfile_is_Groovy_has_a_stage_a_step_and_promotes_on_main_alone()
    {
        _ = await _bench.Run("ci", "init", "jenkins");

        var written = _bench.Read("Jenkinsfile");
        Assert.Equal(["Set up", "clean", "score", "publish"], JenkinsScript.Stages(written).Select(stage => stage.Name));
        Assert.Contains("stage('publish') {\n            when { branch 'main' }\n", written, StringComparison.Ordinal);
        _ = _bench.Write("ours/Jenkinsfile", await File.ReadAllTextAsync(Path.Combine(Repository.Top, "Jenkinsfile")));
        _ = _bench.Write("Wrong.groovy", "pipeline { stages {");
        var (file, message) = Assert.Single(await CiChecks.LintGroovyAsync(_bench.Folder, "Jenkinsfile", "ours/Jenkinsfile", "Wrong.groovy"));
        Assert.Equal("Wrong.groovy", file);
        Assert.StartsWith("Unexpected input", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gitlab", ".gitlab-ci.yml")]
    [InlineData("azure", "azure-pipelines.yml")]
    public async Task Other_files_are_YAML_that_runs_the_pipeline_and_names_what_a_run_leaves(string system, string file)
    {
        _ = _bench.Write("models/pipeline.yml", Registering);

        Assert.Equal(0, (await _bench.Run("ci", "init", system, "--file", "models/pipeline.yml")).ExitCode);

        var written = _bench.Read(file);
        Assert.Equal("", await CiChecks.ParseYamlAsync(Path.Combine(_bench.Folder, file)));
        Assert.Contains("PIPELINE: models/pipeline.yml\n", written, StringComparison.Ordinal);
        Assert.Contains("dotnet mlops run \"$PIPELINE\" --until score\n", written, StringComparison.Ordinal);
        Assert.Contains("models/.mlops/report/junit.xml", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github")]
    [InlineData("jenkins")]
    [InlineData("gitlab")]
    [InlineData("azure")]
    public async Task Nothing_is_left_to_fill_in_and_a_pipeline_that_registers_nothing_runs_to_its_end(string system)
    {
        _ = _bench.Write("pipeline.yml", Pipeline);
        _ = await _bench.Run("ci", "init", system);

        Assert.All(Directory.EnumerateFiles(_bench.Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "pipeline.yml"), file =>
        {
            Assert.DoesNotContain("__", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.Equal(system == "jenkins", File.ReadAllText(file).Contains("--until", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_file_that_is_there_stays_unless_the_user_insists()
    {
        _ = _bench.Write(".github/workflows/report.yml", "mine");

        var refused = await _bench.Run("ci", "init", "github");
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith(".github/workflows/report.yml: error MLOPS2009: ", refused.Out, StringComparison.Ordinal);
        Assert.Equal("mine", _bench.Read(".github/workflows/report.yml"));
        Assert.False(File.Exists(Path.Combine(_bench.Folder, ".github", "workflows", "model.yml")));

        Assert.Equal(0, (await _bench.Run("ci", "init", "github", "--force")).ExitCode);
        Assert.StartsWith("# Reports what", _bench.Read(".github/workflows/report.yml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone.yml", "MLOPS2002")]
    [InlineData("../pipeline.yml", "MLOPS2002")]
    [InlineData("it's.yml", "MLOPS2002")]
    [InlineData("wrong.yml", "MLOPS1007")]
    public async Task A_pipeline_that_cannot_be_run_is_not_written_into_any_file(string file, string code)
    {
        _ = _bench.Write("it's.yml", Pipeline);
        _ = _bench.Write("wrong.yml", Pipeline.Replace("uses: command", "uses: comand", StringComparison.Ordinal));

        var ended = await _bench.Run("ci", "init", "gitlab", "--file", file);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(code, ended.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_bench.Folder, ".gitlab-ci.yml")));
    }
}
