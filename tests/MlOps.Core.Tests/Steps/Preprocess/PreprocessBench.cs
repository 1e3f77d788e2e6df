using MlOps.Diagnostics;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Steps.Preprocess;
using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Tests.Steps.Preprocess;

/// <summary>A folder with data, on which the step runs as a pipeline would run it.</summary>
internal sealed class PreprocessBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _runs;

    /// <summary>The output of the last run.</summary>
    public string Output { get; private set; } = "";

    public string Write(string name, string text) => _folder.Write(name, text);

    public string File(string name) => _folder.File(name);

    /// <summary>Reads the step's keys; fails the test when they hold a mistake.</summary>
    public static PreprocessSpec Read(string yaml)
    {
        var found = new DiagnosticBag();
        var spec = Read(yaml, found);
        Assert.Empty(found.All);
        return spec;
    }

    public static PreprocessSpec Read(string yaml, DiagnosticBag found)
    {
        var map = new SpecMap("step 'prepare'", YamlText.Read("pipeline.yml", yaml, found), found);
        var spec = new PreprocessStep().Read(map);
        map.RejectUnknownKeys();
        return spec;
    }

    /// <summary>Runs the step.</summary>
    public StepResult Run(string yaml, int seed = 7)
    {
        Output = _folder.File($"out-{++_runs}");
        _ = Directory.CreateDirectory(Output);
        var context = new StepContext
        {
            Name = "prepare",
            Location = new("pipeline.yml", 3, 3),
            PipelineFolder = _folder.Path,
            OutputFolder = Output,
            Upstream = [],
            Seed = seed,
            Compute = new(Device.Cpu, Precision.Fp32, 1),
            Run = new("1", "test", "somebody", false, null),
            Progress = new Silent(),
            Time = TimeProvider.System,
        };
        return new PreprocessStep().RunAsync(Read(yaml), context, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    /// <summary>The rows of a split of the last run.</summary>
    public List<PreparedRow> Rows(string split) => [.. RowsFile.Read(Path.Combine(Output, RowsFile.NameOf(split)))];

    /// <summary>The rows of all splits of the last run.</summary>
    public List<PreparedRow> AllRows() => [.. Rows("train"), .. Rows("validation"), .. Rows("test")];

    public void Dispose() => _folder.Dispose();

    private sealed class Silent : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
        }
    }
}
