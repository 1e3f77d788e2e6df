using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.FineTune;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.FineTune;

public sealed class FineTuneStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_step_learns_two_topics_and_writes_a_model_folder_that_onnx_runtime_agrees_with()
    {
        var result = await Run("base: BASE\nepochs: 4\nbatch-size: 8\nlearning-rate: 1e-3\n", Topics(120));

        Assert.InRange(result.Metrics["best-validation-accuracy"]!.Value, 0.95, 1);
        Assert.InRange(result.Metrics["best-epoch"]!.Value, 1, 4);
        Assert.InRange(result.Metrics["train-time"]!.Value, 0.01, 600);
        Assert.True(result.Training!.Epochs[^1].TrainLoss < result.Training.Epochs[0].TrainLoss);
        Assert.InRange(result.Training.ExportDifference, 0, 1e-4);
        Assert.Equal(24, result.Training.ExportRows);
        Assert.Contains(result.Training.Notes, note => note.Contains("classifier.weight [2, 128] is missing", StringComparison.Ordinal));
        Assert.Contains(result.Training.Notes, note => note.Contains("cls.predictions.bias", StringComparison.Ordinal));
        Assert.Equal(ContentHash.OfFolder(Model), result.ModelHash);

        var description = ModelDescription.Read(Model);
        Assert.Equal(["food", "ships"], description.Labels);
        Assert.Equal(("bert", 128, 7), (description.Family, description.MaxTokens, description.Seed));
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(Model, "config.json")));
        Assert.Equal("BertForSequenceClassification", config.RootElement.GetProperty("architectures")[0].GetString());
        Assert.Equal("ships", config.RootElement.GetProperty("id2label").GetProperty("1").GetString());
        Assert.Equal(1, config.RootElement.GetProperty("label2id").GetProperty("ships").GetInt32());
        Assert.Equal("single_label_classification", config.RootElement.GetProperty("problem_type").GetString());
        Assert.Equal(Tokenizer.Load(Base).Encode("Hello ships").Ids, Tokenizer.Load(Model).Encode("Hello ships").Ids);
    }

    [Fact]
    public async Task The_same_seed_and_threads_give_the_same_bytes_and_another_seed_gives_others()
    {
        const string Yaml = "base: BASE\nepochs: 1\nbatch-size: 8\nhead: { hidden: [16, 8], dropout: 0.3 }\n";
        var first = await Run(Yaml, Topics(40), "first");
        var second = await Run(Yaml, Topics(40), "second");
        var other = await Run(Yaml, Topics(40), "other", seed: 8);

        Assert.Equal(first.ModelHash, second.ModelHash);
        Assert.NotEqual(first.ModelHash, other.ModelHash);
    }

    [Fact]
    public async Task A_head_with_hidden_layers_is_written_under_numbers()
    {
        _ = await Run("base: BASE\nepochs: 1\nhead: { hidden: [16, 8] }\n", Topics(40));

        using var weights = new SafetensorsReader(Path.Combine(Model, "model.safetensors"), "model.safetensors");
        Assert.Equal([16, 128], weights.Find("classifier.0.weight")!.Shape);
        Assert.Equal([8, 16], weights.Find("classifier.1.weight")!.Shape);
        Assert.Equal([2], weights.Find("classifier.2.bias")!.Shape);
    }

    [Fact]
    public async Task Rows_may_have_any_number_of_labels()
    {
        (string, string[])[] rows =
        [
            .. Topics(60),
            .. Enumerable.Range(0, 40).Select(i => ($"the ship carries bread number {i}", new[] { "food", "ships" })),
            .. Enumerable.Range(0, 20).Select(i => ($"nothing of the kind {i}", Array.Empty<string>())),
        ];
        var result = await Run("base: BASE\nepochs: 3\nbatch-size: 8\nlearning-rate: 1e-3\nclass-weights: balanced\n", rows, multiLabel: true);

        Assert.InRange(result.Metrics["best-validation-f1.micro"]!.Value, 0.8, 1);
        Assert.True(ModelDescription.Read(Model).MultiLabel);
    }

    [Fact]
    public async Task A_fine_tuned_model_is_a_base_model_and_its_head_is_kept_or_replaced_by_size()
    {
        _ = await Run("base: BASE\nepochs: 1\n", Topics(40));
        var again = await Run("base: OUT/model\nepochs: 1\n", Topics(40), "again");
        (string, string[])[] three = [.. Topics(40), .. Enumerable.Range(0, 10).Select(i => ($"the weather {i}", new[] { "weather" }))];
        var wider = await Run("base: OUT/model\nepochs: 1\n", three, "wider");

        Assert.Contains("own head: classifier.weight, classifier.bias", Assert.Single(again.Training!.Notes), StringComparison.Ordinal);
        Assert.Contains("classifier.weight is [2, 128] instead of [3, 128]", Assert.Single(wider.Training!.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_computes_something_else_fails_the_step()
    {
        OnnxScorer wrong = (file, batches) => [.. OnnxLogits.Score(file, batches).Select(logits => Array.ConvertAll(logits, logit => logit + 2e-4f))];
        var failure = await Assert.ThrowsAsync<MlOpsException>(() => Run("base: BASE\nepochs: 1\n", Topics(20), scorer: wrong));

        Assert.Equal(Rules.ExportDiffers, failure.Diagnostic.Rule);
        Assert.Contains("at most 0.0001 is allowed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_step_stops()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run("base: BASE\nepochs: 1000\n", Topics(200), ct: source.Token));
    }

    [Fact]
    public async Task A_weight_for_an_unknown_label_is_refused_with_its_place()
    {
        var failure = await Assert.ThrowsAsync<MlOpsException>(() => Run("base: BASE\nclass-weights: { ship: 2 }\n", Topics(20)));
        Assert.Equal("pipeline.yml(6,22): error MLOPS3006: 'class-weights' names the label 'ship'; the data has food, ships; did you mean 'ships'?", failure.Message);
    }

    private string Base { get; } = Repository.Shared("models/bert-pico");

    private string Model => _folder.File("out/model");

    private static (string Text, string[] Labels)[] Topics(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i % 2 == 0
            ? ($"the sailors steer ship number {i} across the {(i % 3 == 0 ? "sea" : "ocean and into the old harbour before the storm")}", new[] { "ships" })
            : ($"she bakes {i} loaves of bread{(i % 3 == 0 ? "" : " with butter and eats them with soup and cheese")}", new[] { "food" }))];

    private async Task<StepResult> Run(
        string yaml,
        IReadOnlyList<(string, string[])> rows,
        string output = "out",
        int seed = 7,
        bool multiLabel = false,
        OnnxScorer? scorer = null,
        CancellationToken ct = default)
    {
        var spec = Specs.Read(yaml.Replace("BASE", Base, StringComparison.Ordinal).Replace("OUT", _folder.File("out"), StringComparison.Ordinal));
        var step = new FineTuneStep(scorer ?? OnnxLogits.Score);
        var context = Contexts.Create(_folder.Path, _folder.File(output), [PreparedData.Write(_folder, rows, multiLabel)], seed) with { Bases = Specs.Bases(spec, _folder.Path) };
        return await ((Step)step).RunAsync(spec, context, ct);
    }
}
