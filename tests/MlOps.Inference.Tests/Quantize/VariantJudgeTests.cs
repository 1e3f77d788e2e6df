using MlOps.Diagnostics;
using MlOps.Inference.Evaluate;
using MlOps.Inference.Quantize;
using MlOps.Inference.Tests.Evaluate;
using MlOps.Metrics.Gates;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Inference.Tests.Quantize;

/// <summary>The variant of these tests is another model, so that its metrics are known to be other ones.</summary>
public sealed class VariantJudgeTests : IDisposable
{
    private readonly EvaluateScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_variant_is_scored_on_the_rows_of_the_model_and_timed_and_weighed_itself()
    {
        var (spec, judged, request) = await JudgeModelAsync("metrics: [accuracy, latency, size]");

        var variant = new VariantJudge(Copy).Make(request, CancellationToken.None);

        Assert.Null(variant.Refused);
        Assert.Equal(judged.Metrics["accuracy"], variant.Metrics["accuracy"]);
        Assert.Equal(judged.Metrics, variant.ModelMetrics);
        Assert.Equal(1, variant.Agreement);
        Assert.Equal(new FileInfo(VariantFile(request)).Length, variant.Metrics["size"]);
        Assert.Equal(spec.Metrics.Count > 0, variant.Metrics.ContainsKey("latency.p95"));
        Assert.InRange(variant.Metrics["accuracy"]!.Value, variant.Intervals["accuracy"].Low, variant.Intervals["accuracy"].High);
    }

    [Fact]
    public async Task Agreement_is_the_share_of_rows_with_the_same_answer()
    {
        var (_, _, request) = await JudgeModelAsync("metrics: accuracy");
        var model = PredictionsFile.Read(_scene.Output).Select(row => row.Predicted[0]).ToList();
        using var folder = TinyModelFolder.Write();
        File.Delete(folder.File(OnnxModel.FileName));
        _scene.WriteOther(folder.File(OnnxModel.FileName));
        using var other = Predictor.Open(folder.Path, threads: 1);
        var said = other.PredictPrepared([.. _scene.Rows.Select(row => row.Text)]).Select(prediction => prediction.Probabilities[0] >= prediction.Probabilities[1] ? "ham" : "spam");
        var expected = model.Zip(said).Count(pair => pair.First == pair.Second) / 60.0;

        var variant = new VariantJudge(Other).Make(request, CancellationToken.None);

        Assert.InRange(expected, 0.1, 0.9);
        Assert.Equal(expected, variant.Agreement);
    }

    [Fact]
    public async Task A_variant_that_misses_a_gate_of_the_evaluate_step_is_removed_and_says_which()
    {
        var (_, judged, request) = await JudgeModelAsync("metrics: accuracy\ngates: [accuracy >= 0.01, \"worst(accuracy, group) >= 0.99\"]");

        var variant = new VariantJudge(Copy).Make(request, CancellationToken.None);

        Assert.Equal(judged.Evaluation!.Gates[1].Message, variant.Refused);
        Assert.False(File.Exists(VariantFile(request)));
        Assert.Equal([true, false], variant.Gates.Select(gate => gate.Passed));
    }

    [Fact]
    public async Task Gates_of_its_own_take_the_place_of_those_of_the_step()
    {
        var (_, _, request) = await JudgeModelAsync("metrics: accuracy\ngates: accuracy >= 0.99", "size <= 1 GB", "worst(f1.micro, list) >= 0.001");

        var variant = new VariantJudge(Copy).Make(request, CancellationToken.None);

        Assert.Null(variant.Refused);
        Assert.Equal(["size <= 1 GB", "worst(f1.micro, list) >= 0.001"], variant.Gates.Select(gate => gate.Text));
        Assert.True(File.Exists(VariantFile(request)));
    }

    [Theory]
    [InlineData("f1[junk] >= 0.1", "MLOPS1010")]
    [InlineData("worst(accuracy, sender) >= 0.1", "MLOPS2004")]
    public async Task Labels_and_columns_that_are_not_there_are_errors(string gate, string code)
    {
        var (_, _, request) = await JudgeModelAsync("metrics: accuracy", gate);

        Assert.Equal(code, Assert.Throws<MlOpsException>(() => new VariantJudge(Copy).Make(request, CancellationToken.None)).Diagnostic.Rule.Code);
    }

    [Fact]
    public async Task A_model_that_int8_does_not_pay_for_has_no_variant_and_says_why()
    {
        var (_, _, request) = await JudgeModelAsync("metrics: accuracy");

        var variant = new VariantJudge((_, _) => "it would save 3 %").Make(request, CancellationToken.None);

        Assert.Equal("it would save 3 %", variant.Refused);
        Assert.Empty(variant.Metrics);
    }

    private async Task<(EvaluateSpec Spec, StepResult Judged, VariantRequest Request)> JudgeModelAsync(string keys, params string[] gates)
    {
        var spec = EvaluateScene.Read(keys);
        var judged = await _scene.RunAsync(spec);
        GateExpression[] own = [.. gates.Select(gate => GateExpression.Parse(new SpecText(gate, new("pipeline.yml", 9, 9)), out _)!)];
        return (spec, judged, _scene.RequestVariant(spec, judged, own.Length > 0 ? own : null));
    }

    private static string VariantFile(VariantRequest request) => Path.Combine(request.Folder, "model.int8.onnx");

    private static string? Copy(string modelFile, string target)
    {
        File.Copy(modelFile, target);
        return null;
    }

    private string? Other(string modelFile, string target)
    {
        _scene.WriteOther(target);
        return null;
    }
}
