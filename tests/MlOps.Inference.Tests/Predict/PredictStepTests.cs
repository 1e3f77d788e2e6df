using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Inference.Predict;
using MlOps.Inference.Tests.Evaluate;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Inference.Tests.Predict;

/// <summary>With a model folder in the place of a registered version.</summary>
public sealed class PredictStepTests : IDisposable
{
    private readonly TemporaryFolder _model = TinyModelFolder.Write();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Rows_that_are_new_are_predicted_and_the_others_stay()
    {
        _ = _folder.Write("in.csv", "text\na b\nc d\n");
        var first = await Run("data: in.csv\nto: out.csv\n");
        _ = _folder.Write("in.csv", "text\na b\nc d\ne f\n");
        var second = await Run("data: in.csv\nto: out.csv\nrename: { spam: junk, ham: fine }\n");
        var third = await Run("data: in.csv\nto: out.csv\nall: true\nabstain-below: 1\n");

        Assert.Equal((2, 0), (first.Metrics["rows-predicted"], first.Metrics["rows-kept"]));
        Assert.Equal((1, 2), (second.Metrics["rows-predicted"], second.Metrics["rows-kept"]));
        Assert.Equal((3, 0), (third.Metrics["rows-predicted"], third.Metrics["rows-kept"]));
        Assert.All(Rows(), row => Assert.Equal("", row["prediction"]));
    }

    [Fact]
    public async Task Labels_are_called_as_the_pipeline_says()
    {
        _ = _folder.Write("in.csv", "text\na b\n");
        _ = await Run("data: in.csv\nto: out.csv\nrename: { spam: junk, ham: fine }\n");

        Assert.Contains(Assert.Single(Rows())["prediction"], new[] { "junk", "fine" });
    }

    [Fact]
    public async Task A_label_that_the_model_has_not_is_refused_on_its_line()
    {
        _ = _folder.Write("in.csv", "text\na b\n");
        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => Run("data: in.csv\nto: out.csv\nthresholds: { spa: 0.8 }\n"));

        Assert.Equal("pipeline.yml(8,19): error MLOPS3006: there is no label 'spa'; the model has ham, spam; did you mean 'spam'?", refusal.Message);
        Assert.False(File.Exists(_folder.File("out.csv")));
    }

    [Theory]
    [InlineData("data: in.csv\nto: out.txt\n", "'to' of step 'answer' is 'out.txt'; expected a file that ends in .csv, .tsv, .jsonl")]
    [InlineData("data: in.csv\nto: out.csv\nthresholds: { spam: 2 }\n", "expected probabilities from 0 to 1")]
    [InlineData("data: in.csv\nto: out.csv\nwebhook: ftp://x\n", "expected a URL that begins with http:// or https://")]
    public void Settings_that_will_not_do_are_reported(string keys, string message)
    {
        var found = new DiagnosticBag();
        _ = Read(keys, found);
        Assert.Contains(found.All, mistake => mistake.Message.EndsWith(message, StringComparison.Ordinal));
    }

    private static PredictStep Step { get; } = new(EvaluateScene.NoPretrained, () => throw new InvalidOperationException("nothing is sent here"));

    private List<RawRow> Rows() => [.. RowReader.Open(_folder.File("out.csv"), "out.csv").Read()];

    private static PredictSpec Read(string keys, DiagnosticBag found)
    {
        var text = "name: test\nsteps:\n  answer:\n    uses: predict\n    base: mail@Production\n" + string.Concat(keys.TrimEnd().Split('\n').Select(line => $"    {line}\n"));
        var source = new SpecSource("pipeline.yml", "/", text, new Dictionary<string, string>(), null, _ => null);
        return (PredictSpec)SpecReader.Read(source, [Step], found)!.Steps[0].Spec;
    }

    private Task<StepResult> Run(string keys)
    {
        var found = new DiagnosticBag();
        var spec = Read(keys, found);
        Assert.Empty(found.All);
        return ((Step)Step).RunAsync(
            spec,
            new StepContext
            {
                Name = "answer",
                Location = new("pipeline.yml", 3, 3),
                PipelineFolder = _folder.Path,
                OutputFolder = _folder.File("step"),
                Upstream = [],
                Seed = 7,
                Compute = new(Device.Cpu, Precision.Fp32, 1),
                Run = new("1", "test", "somebody", false, null),
                Progress = new Progress<StepProgress>(),
                Time = TimeProvider.System,
                Bases = new Dictionary<string, FoundBase> { ["mail@Production"] = FoundBase.At(_model.Path, "mail@Production") },
            },
            TestContext.Current.CancellationToken);
    }
}
