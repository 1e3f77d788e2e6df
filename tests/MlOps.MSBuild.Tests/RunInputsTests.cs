using System.Text.Json;

namespace MlOps.MSBuild.Tests;

/// <summary>The list by which MSBuild leaves a run out.</summary>
public sealed class RunInputsTests : IDisposable
{
    private readonly TaskBench _bench = new();

    public RunInputsTests()
    {
        foreach (var file in (string[])["pipeline.yml", "data/ham/1.txt", "data/spam/2.txt"])
        {
            File.SetLastWriteTimeUtc(_bench.Write(file, ""), DateTime.UtcNow.AddMinutes(-1));
        }

        foreach (var folder in (string[])["data", "data/ham", "data/spam"])
        {
            Directory.SetLastWriteTimeUtc(_bench.File(folder), DateTime.UtcNow.AddMinutes(-1));
        }
    }

    private string[] Listed => File.ReadAllLines(_bench.File("obj/run.inputs"));

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void It_names_files_folders_with_their_files_and_what_decides_beside_them()
    {
        Assert.True(_bench.Task(Prints("pipeline.yml", "data", "pipeline.yml")).Execute());

        Assert.Equal(
            new[] { "pipeline.yml", "data/", "data/ham/1.txt", "data/spam/2.txt" }.Select(_bench.File).Order(StringComparer.Ordinal),
            Listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_registry_decides_too_which_the_run_itself_has_changed()
    {
        var registry = _bench.Write("registry.db", "");

        Assert.True(_bench.Run(JsonSerializer.Serialize(new { diagnostics = Array.Empty<string>(), inputs = new[] { _bench.File("pipeline.yml") }, registryFiles = new[] { registry } }), exitCode: 0));

        Assert.Equal([_bench.File("pipeline.yml"), registry], Listed);
    }

    [Fact]
    public void There_is_none_when_an_input_changes_while_the_tool_runs()
    {
        Assert.True(_bench.Task($"echo more > '{_bench.File("data/ham/1.txt")}'\n{Prints("pipeline.yml", "data")}").Execute());

        Assert.False(File.Exists(_bench.File("obj/run.inputs")));
    }

    [Fact]
    public void There_is_none_when_the_run_does_not_name_its_inputs()
    {
        Assert.True(_bench.Run("""{ "diagnostics": [] }""", exitCode: 0));

        Assert.False(File.Exists(_bench.File("obj/run.inputs")));
    }

    [Fact]
    public void There_is_none_when_the_run_fails()
    {
        Assert.False(_bench.Task($"{Prints("pipeline.yml")}; exit 1").Execute());

        Assert.False(File.Exists(_bench.File("obj/run.inputs")));
    }

    private string Prints(params string[] inputs) =>
        $"cat '{_bench.Write("output", JsonSerializer.Serialize(new { diagnostics = Array.Empty<string>(), inputs = inputs.Select(_bench.File) }))}'";
}
