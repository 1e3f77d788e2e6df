using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Inference.Evaluate;
using MlOps.Metrics;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Steps.Preprocess;
using MlOps.Testing;

namespace MlOps.Inference.Tests.Evaluate;

public sealed class EvaluateStepTests : IDisposable
{
    private readonly EvaluateScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Predictions_are_those_of_the_model_in_the_order_of_the_rows()
    {
        _ = await _scene.RunAsync("metrics: [accuracy]");
        var written = Predictions();

        using var predictor = Predictor.Open(_scene.Model, threads: 1);
        foreach (var (row, line) in _scene.Rows.Zip(written))
        {
            var expected = predictor.PredictPrepared([row.Text])[0].Probabilities;
            Assert.Equal(row.Row, line.Row);
            Assert.Equal(row.Labels, line.Labels);
            Assert.All(expected.Zip(line.Probabilities), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            Assert.Equal([expected[0] >= expected[1] ? "ham" : "spam"], line.Predicted);
        }
    }

    [Fact]
    public async Task Metrics_and_slices_follow_from_the_predictions()
    {
        var evaluation = (await _scene.RunAsync("metrics: [accuracy, \"f1[spam]\"]\nslices: group")).Evaluation!;
        var right = Predictions().Select(line => line.Predicted.SequenceEqual(line.Labels)).ToList();
        var spam = Predictions().Where(line => line.Labels[0] == "spam" || line.Predicted[0] == "spam").ToList();

        Assert.Equal(60, evaluation.Rows);
        Assert.Equal(right.Count(r => r) / 60.0, evaluation.Metrics["accuracy"]!.Value, 12);
        var both = spam.Count(line => line.Predicted[0] == line.Labels[0]);
        Assert.Equal(2.0 * both / (both + spam.Count), evaluation.Metrics["f1[spam]"]!.Value, 12);
        Assert.Equal(["accuracy", "f1[spam]"], evaluation.Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([("group", "easy", 45L), ("group", "hard", 15L)], evaluation.Slices.Select(slice => (slice.Column, slice.Value, slice.Rows)));
        Assert.Equal(right.Where((_, row) => row % 4 == 0).Count(r => r) / 15.0, evaluation.Slices[1].Metrics["accuracy"]!.Value, 12);
        Assert.Equal(60, evaluation.Confusion.Sum(row => row.Sum()));
        Assert.InRange(evaluation.Metrics["accuracy"]!.Value, evaluation.Intervals["accuracy"].Low, evaluation.Intervals["accuracy"].High);
    }

    [Fact]
    public async Task A_family_brings_its_averages_and_labels_and_the_usual_metrics_come_unasked()
    {
        var some = await _scene.RunAsync("metrics: f1\nslices: group");
        Assert.Equal(["f1", "f1.micro", "f1.weighted", "f1[ham]", "f1[spam]"], some.Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["f1"], some.Evaluation!.Slices[0].Metrics.Keys);

        var usual = await _scene.RunAsync("metrics: []");
        Assert.Superset(new HashSet<string> { "accuracy", "f1", "log-loss", "latency.p95", "size" }, usual.Metrics.Keys.ToHashSet());
    }

    [Fact]
    public async Task Latency_is_measured_only_when_asked_for()
    {
        var without = (await _scene.RunAsync("metrics: accuracy")).Evaluation!;
        Assert.Null(without.LatencySetting);

        var with = (await _scene.RunAsync("metrics: accuracy\ngates: [latency.p95 <= 1 min]")).Evaluation!;
        Assert.Equal("one test text at a time, tokenization included, 500 calls after 50 of warm-up, 1 thread", with.LatencySetting);
        Assert.InRange(with.Metrics["latency.p95"]!.Value, 1e-6, 60);
        Assert.True(with.Passed);
    }

    [Fact]
    public async Task The_size_is_that_of_the_model_file()
    {
        var result = await _scene.RunAsync("metrics: size");
        Assert.Equal(new FileInfo(Path.Combine(_scene.Model, "model.onnx")).Length, result.Metrics["size"]);
    }

    [Fact]
    public async Task The_evaluation_is_kept_as_a_file_and_two_runs_write_the_same_bytes()
    {
        const string Keys = "metrics: [accuracy, f1, roc-auc, log-loss]\nslices: group\ngates: [accuracy >= 0.1, \"worst(f1, group) >= 0.9\"]";
        var first = await _scene.RunAsync(Keys);
        var path = Path.Combine(_scene.Output, EvaluateStep.FileName);
        var bytes = await File.ReadAllBytesAsync(path);
        var read = JsonSerializer.Deserialize(bytes, RunningJson.Default.Evaluation)!;
        _ = await _scene.RunAsync(Keys);

        Assert.Equal(first.Evaluation!.Metrics, read.Metrics);
        Assert.Equal(first.Evaluation.Gates, read.Gates);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Gates_may_name_what_training_measured() =>
        Assert.Equal("best-epoch is 2; gate 'best-epoch <= 3' is met", (await _scene.RunAsync("gates: best-epoch <= 3")).Evaluation!.Gates[0].Message);

    [Fact]
    public async Task A_gate_makes_the_slices_that_it_names()
    {
        var evaluation = (await _scene.RunAsync("metrics: accuracy\ngates: [\"gap(log-loss, group) <= 5\"]")).Evaluation!;

        Assert.True(evaluation.Passed);
        Assert.All(evaluation.Slices, slice => Assert.NotNull(slice.Metrics["log-loss"]));
    }

    [Fact]
    public async Task A_champion_that_is_the_candidate_differs_by_nothing()
    {
        _scene.Crown(["ham", "spam"], EvaluateScene.CandidateSeed);
        var champion = (await _scene.RunAsync("metrics: [accuracy, log-loss]\ngates: [accuracy >= champion.accuracy, log-loss == champion.log-loss]")).Evaluation!.Champion!;

        Assert.Null(champion.NotScored);
        Assert.Equal(1, champion.McNemar);
        Assert.All(champion.Differences.Values, difference => Assert.Equal(new(0, 0), difference));
    }

    [Fact]
    public async Task A_champion_with_its_labels_in_another_order_is_scored_by_their_names()
    {
        // the same weights under swapped names: what the candidate calls ham, the champion calls spam
        _scene.Crown(["spam", "ham"], EvaluateScene.CandidateSeed);
        var evaluation = (await _scene.RunAsync("metrics: accuracy")).Evaluation!;

        Assert.Equal(1, evaluation.Metrics["accuracy"]!.Value + evaluation.Champion!.Metrics["accuracy"]!.Value, 12);
    }

    [Fact]
    public async Task A_champion_with_another_model_differs_on_the_same_rows()
    {
        _scene.Crown(["ham", "spam"], EvaluateScene.ChampionSeed);
        var evaluation = (await _scene.RunAsync("metrics: log-loss\nslices: group\ngates: log-loss <= champion.log-loss + 9")).Evaluation!;
        var difference = evaluation.Champion!.Differences["log-loss"];

        Assert.NotEqual(evaluation.Metrics["log-loss"], evaluation.Champion.Metrics["log-loss"]);
        Assert.InRange(evaluation.Metrics["log-loss"]!.Value - evaluation.Champion.Metrics["log-loss"]!.Value, difference.Low, difference.High);
        Assert.Equal(evaluation.Champion.Metrics["log-loss"], evaluation.Gates[0].Champion);
        Assert.Equal(2, evaluation.Champion.Slices.Count);
    }

    [Fact]
    public async Task A_champion_whose_files_are_gone_fails_only_the_gates_that_name_it()
    {
        _scene.Champion = new("mail-spam", 3, Path.Combine(_scene.Output, "gone"), new string('c', 64));
        var gates = (await _scene.RunAsync("gates: [accuracy >= 0, accuracy >= champion.accuracy]")).Evaluation!.Gates;

        Assert.Equal([GateOutcome.Met, GateOutcome.ChampionNotScored], gates.Select(gate => gate.Outcome));
    }

    [Theory]
    [InlineData("auto", false, GateOutcome.NoChampionPassed)]
    [InlineData("auto", true, GateOutcome.NoChampionFailed)]
    [InlineData("pass", true, GateOutcome.NoChampionPassed)]
    [InlineData("fail", false, GateOutcome.NoChampionFailed)]
    public async Task Without_a_champion_the_pipeline_and_the_machine_decide(string policy, bool isBuildServer, GateOutcome outcome)
    {
        _scene.IsBuildServer = isBuildServer;
        Assert.Equal(outcome, (await _scene.RunAsync($"no-champion: {policy}\ngates: f1 >= champion.f1")).Evaluation!.Gates[0].Outcome);
    }

    [Fact]
    public async Task Unknown_columns_and_labels_are_errors_where_they_stand()
    {
        var column = await Assert.ThrowsAsync<MlOpsException>(() => _scene.RunAsync("gates:\n  - worst(accuracy, grup) >= 0.5"));
        Assert.Equal("pipeline.yml(7,9): error MLOPS2004: there is no column 'grup' to slice by; the data has group, list; did you mean 'group'?", column.Message);

        var label = await Assert.ThrowsAsync<MlOpsException>(() => _scene.RunAsync("gates:\n  - accuracy >= f1[spm]"));
        Assert.Equal("pipeline.yml(7,21): error MLOPS1010: 'f1[spm]' names a label that the model does not know; it knows ham, spam; did you mean 'spam'?", label.Message);
    }

    [Fact]
    public void Unknown_columns_are_found_in_the_data_before_anything_runs()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("mail.csv", "text,label,group\nhello,ham,easy\n");
        const string Text = """
            name: demo
            steps:
              prepare: { uses: preprocess, data: mail.csv }
              judge: { uses: evaluate, needs: prepare, slices: [group, grup, label] }
            """;
        var found = new DiagnosticBag();
        var source = new SpecSource("pipeline.yml", folder.Path, Text, new Dictionary<string, string>(), null, _ => null);
        var steps = SpecReader.Read(source, [new PreprocessStep(), new EvaluateStep(EvaluateScene.NoPretrained)], found)!.Steps;

        new EvaluateStep(EvaluateScene.NoPretrained).CheckInputs(new StepCheck(steps[1], [steps[0]], [], folder.Path, found));

        Assert.Equal(
            [
                "pipeline.yml(4,60): error MLOPS2004: there is no column 'grup' to slice by; the data has group; did you mean 'group'?",
                "pipeline.yml(4,66): error MLOPS2004: there is no column 'label' to slice by; the data has group",
            ],
            found.All.Select(diagnostic => diagnostic.ToString()));
    }

    [Fact]
    public async Task A_reused_evaluation_speaks_of_the_lines_where_its_gates_stand_now()
    {
        var kept = await _scene.RunAsync("gates:\n  - accuracy >= 0.99");
        var moved = new EvaluateStep(EvaluateScene.NoPretrained).Relocate(EvaluateScene.ReadStep("# a comment more\ngates:\n  - accuracy >= 0.99"), kept);

        Assert.Equal(new("pipeline.yml", 7, 9), kept.Diagnostics[0].Location);
        Assert.Equal(new("pipeline.yml", 8, 9), moved.Diagnostics[0].Location);
        Assert.Equal(new("pipeline.yml", 8, 9), moved.Evaluation!.Gates[0].Location);
        Assert.Equal(kept.Diagnostics[0].Message, moved.Diagnostics[0].Message);
    }

    [Fact]
    public async Task Rows_with_a_label_that_the_model_does_not_know_are_refused()
    {
        _scene.Rows = [.. _scene.Rows, _scene.Rows[0] with { Row = 99, Labels = ["phish"] }];
        var error = await Assert.ThrowsAsync<MlOpsException>(() => _scene.RunAsync("metrics: accuracy"));

        Assert.Equal("pipeline.yml(3,3): error MLOPS4007: test row 99 has the label 'phish', and the model knows only ham, spam", error.Message);
    }

    [Fact]
    public async Task Without_test_rows_there_is_nothing_to_judge()
    {
        _scene.Rows = [];
        var error = await Assert.ThrowsAsync<MlOpsException>(() => _scene.RunAsync("metrics: accuracy"));

        Assert.Equal("MLOPS2006", error.Diagnostic.Rule.Code);
    }

    private List<PredictedRow> Predictions() =>
        [.. File.ReadLines(Path.Combine(_scene.Output, PredictionsFile.FileName)).Select(line => JsonSerializer.Deserialize<PredictedRow>(line, JsonSerializerOptions.Web)!)];
}
