namespace MlOps.EndToEnd.Tests.Packages;

/// <summary>The pipeline as a target of a build.</summary>
[Collection(nameof(PackedProduct))]
public sealed class PipelineTargetTests(PackedProduct product) : IDisposable
{
    // needs neither libtorch nor ONNX Runtime
    private const string CopyPipeline = """
        name: demo
        steps:
          copy:
            uses: command
            run: [sh, -c, 'cat data/* > "$MLOPS_OUTPUT/all.txt"']
            inputs: data
            outputs: all.txt

        """;

    private readonly UserFolder _user = new(product);

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task A_gate_that_is_not_met_is_an_error_on_its_line()
    {
        _user.TakeTrained();
        var text = await File.ReadAllTextAsync(_user.File("pipeline.yml"), TestContext.Current.CancellationToken);
        _ = _user.Write("pipeline.yml", text.Replace("accuracy >= 0.5", "accuracy >= 1.01", StringComparison.Ordinal));
        WriteApp("<MlOpsOnBuild>true</MlOpsOnBuild>");

        var build = await _user.DotnetAsync("build", "app");
        var again = await _user.DotnetAsync("build", "app", "--no-restore");

        foreach (var ended in (Ended[])[build, again])
        {
            Assert.True(ended.ExitCode == 1, ended.ToString());
            Assert.Contains($"{_user.File("pipeline.yml")}(27,9): error MLOPS4001: accuracy is ", ended.Output, StringComparison.Ordinal);
            Assert.Contains("    1 Error(s)", ended.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("error MSB", ended.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_mistake_of_the_pipeline_is_an_error_with_file_line_column_and_code()
    {
        _ = _user.Write("pipeline.yml", "name: demo\nsteps:\n  a: { uses: comand }\n  b: { uses: command, run: ls, needs: d }\n");
        WriteApp("<MlOpsOnBuild>true</MlOpsOnBuild>");

        var build = await _user.DotnetAsync("build", "app");

        Assert.True(build.ExitCode == 1, build.ToString());
        Assert.Contains($"{_user.File("pipeline.yml")}(3,14): error MLOPS1007: step 'a' uses 'comand'", build.Output, StringComparison.Ordinal);
        Assert.Contains($"{_user.File("pipeline.yml")}(4,39): error MLOPS1008: step 'b' needs 'd'", build.Output, StringComparison.Ordinal);
        Assert.Contains("    2 Error(s)", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error MSB", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_is_started_only_when_something_has_changed()
    {
        Age(_user.Write("pipeline.yml", CopyPipeline));
        Age(_user.Write("data/1.txt", "one"));
        WriteApp("<MlOpsOnBuild>true</MlOpsOnBuild>");
        _ = await _user.SucceedAsync("build", "app");
        Assert.Equal(1, _user.Runs);

        _ = await _user.SucceedAsync("build", "app", "--no-restore");
        Assert.Equal(1, _user.Runs);

        File.SetLastWriteTimeUtc(_user.Write("data/1.txt", "two"), DateTime.UtcNow);
        _ = await _user.SucceedAsync("build", "app", "--no-restore");
        Assert.Equal(2, _user.Runs);

        Age(_user.File("data/1.txt"));
        _ = await _user.SucceedAsync("build", "app", "--no-restore");
        var settled = _user.Runs;
        _ = await _user.SucceedAsync("build", "app", "--no-restore");
        Assert.Equal(settled, _user.Runs);

        _ = _user.Write("data/2.txt", "a file more, older than the run");
        _ = await _user.SucceedAsync("build", "app", "--no-restore");
        Assert.Equal(settled + 1, _user.Runs);

        File.Delete(_user.File("data/1.txt"));
        _ = await _user.SucceedAsync("build", "app", "--no-restore", "-p:MlOpsArguments=--until copy");
        Assert.Equal(settled + 2, _user.Runs);
    }

    [Fact]
    public async Task The_target_runs_by_its_name_and_a_build_without_a_wish_does_not_run_it()
    {
        _ = _user.Write("pipeline.yml", CopyPipeline);
        _ = _user.Write("data/1.txt", "one");
        WriteApp("");

        _ = await _user.SucceedAsync("build", "app");
        Assert.Equal(0, _user.Runs);

        var run = await _user.SucceedAsync("msbuild", "app", "-t:MlOpsRun", "-v:minimal");
        Assert.Equal(1, _user.Runs);
        Assert.Contains(": passed in ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solution_with_a_project_twice_and_a_second_one_runs_the_steps_once()
    {
        _user.TakeTrained();
        _ = _user.Write("pipeline.yml", CopyPipeline);
        _ = _user.Write("data/1.txt", "one");
        Directory.Delete(_user.File(".mlops/runs"), recursive: true);
        const string properties = "<PropertyGroup><MlOpsOnBuild>true</MlOpsOnBuild></PropertyGroup>";
        _user.WriteProject("one", $"""{properties}<ItemGroup><MlOpsModel Include="mail-spam@1" Predictor="false" /></ItemGroup>""");
        _user.WriteProject("two", $"""{properties}<ItemGroup><ProjectReference Include="../one/one.csproj" /></ItemGroup>""");
        _user.WriteProject("three", properties);
        _ = _user.Write("all.sln", Solution(("one", "one"), ("one again", "one"), ("two", "two"), ("three", "three")));

        _ = await _user.SucceedAsync("build", "all.sln", "-m:2");

        string[] statuses = [.. RunRecord.AllSummaries(_user.Path)];
        Assert.InRange(statuses.Length, 1, 3);
        Assert.Single(statuses, "Ran");
        Assert.True(File.Exists(_user.File("two/bin/Debug/net10.0/models/mail-spam/model.onnx")), "content reaches the projects that refer to the one that brings it");
    }

    [Theory]
    [InlineData(true, ".config/dotnet-tools.json : error MLOPS8101: the tool dotnet-mlops is named here, but not restored; run 'dotnet tool restore'")]
    [InlineData(false, "error MLOPS8101: no tool manifest in ")]
    public async Task A_tool_that_is_not_restored_is_one_clear_error(bool isNamed, string message)
    {
        _ = _user.Write("pipeline.yml", CopyPipeline);
        WriteApp("<MlOpsOnBuild>true</MlOpsOnBuild>");
        _ = await _user.SucceedAsync("restore", "app");
        _ = _user.Write(".config/dotnet-tools.json", isNamed ? product.Manifest.Replace("\"0.1.0", "\"0.0.9", StringComparison.Ordinal) : """{ "version": 1, "isRoot": true, "tools": { } }""");

        var build = await _user.DotnetAsync("build", "app", "--no-restore");

        Assert.True(build.ExitCode == 1, build.ToString());
        Assert.Contains(message, build.Output, StringComparison.Ordinal);
        Assert.Contains("    1 Error(s)", build.Output, StringComparison.Ordinal);
        Assert.Contains("    0 Warning(s)", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editor_that_asks_about_the_project_starts_nothing()
    {
        _ = _user.Write("pipeline.yml", CopyPipeline);
        _user.WriteProject(
            "app",
            """<PropertyGroup><MlOpsOnBuild>true</MlOpsOnBuild></PropertyGroup><ItemGroup><MlOpsModel Include="mail-spam@Production" /></ItemGroup>""");
        _ = await _user.SucceedAsync("restore", "app");

        _ = await _user.SucceedAsync(
            "msbuild", "app", "-t:BeforeBuild;Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true");

        Assert.Equal(0, _user.Runs);
    }

    [Fact]
    public async Task A_cancelled_build_ends_the_run_in_order_and_leaves_no_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the test reads from a pipe with a name");
        _ = _user.Write("pipeline.yml", "name: demo\nsteps:\n  wait:\n    uses: command\n    run: [sh, -c, 'sleep 600 & echo $! > child; wait']\n");
        WriteApp("<MlOpsOnBuild>true</MlOpsOnBuild>");
        _ = await _user.SucceedAsync("restore", "app");
        _ = await Execution.RunAsync(_user.Path, "mkfifo", ["child"]);

        // a job in the background would be born deaf to the signal
        using var build = Execution.Start(_user.Path, "env", ["--default-signal=INT", "dotnet", "build", "app", "--no-restore"], product.Environment);
        var child = (await File.ReadAllTextAsync(_user.File("child"), TestContext.Current.CancellationToken)).Trim();
        await build.InterruptAsync();
        var ended = await build.EndAsync();

        Assert.True(ended.ExitCode != 0, ended.ToString());
        Assert.False(Lives(child), ended.ToString());
        Assert.Equal("Cancelled", RunRecord.Summary(_user.Path));
    }

    // a run is not sure of what changed within two seconds of its start; a fast machine gets there
    private static void Age(string file)
    {
        var then = DateTime.UtcNow.AddMinutes(-1);
        File.SetLastWriteTimeUtc(file, then);
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(file)!, then);
    }

    private void WriteApp(string properties) => _user.WriteProject("app", $"<PropertyGroup>{properties}</PropertyGroup>");

    // a container may have nobody who takes the dead out of the table
    private static bool Lives(string process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static string Solution(params (string Name, string Project)[] projects)
    {
        var ids = projects.Select((project, index) => (project.Name, project.Project, Id: $"{{00000000-0000-0000-0000-00000000000{index}}}")).ToArray();
        return $"""

            Microsoft Visual Studio Solution File, Format Version 12.00
            {Lines(ids.Select(project => $"Project(\"{{9A19103F-16F7-4668-BE54-9A1E7A4F7556}}\") = \"{project.Name}\", \"{project.Project}/{project.Project}.csproj\", \"{project.Id}\"\nEndProject"))}
            Global
            GlobalSection(SolutionConfigurationPlatforms) = preSolution
            Debug|Any CPU = Debug|Any CPU
            EndGlobalSection
            GlobalSection(ProjectConfigurationPlatforms) = postSolution
            {Lines(ids.Select(project => $"{project.Id}.Debug|Any CPU.ActiveCfg = Debug|Any CPU\n{project.Id}.Debug|Any CPU.Build.0 = Debug|Any CPU"))}
            EndGlobalSection
            EndGlobal
            """;

        static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
    }
}
