using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Training.FineTune;

namespace MlOps.Training.Tests.FineTune;

/// <summary>Every task of texts on bert-pico: what is learnt, and what the model that comes out says of rows.</summary>
public sealed class TaskTests : IDisposable
{
    private static readonly string[] Cities = ["berlin", "paris", "london", "madrid", "rome", "vienna", "oslo", "lisbon"];
    private static readonly string[] Names = ["anna", "peter", "maria", "john", "helen", "paul", "emma", "david"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Numbers_are_learnt_and_predicted()
    {
        string[] words = ["cheap", "fair", "dear"];
        var result = await Run(
            "task: regression\nepochs: 8\nbatch-size: 8\nlearning-rate: 2e-3\n",
            [.. Enumerable.Range(0, 150).Select(i => Row(i, $"this house number {i} is {words[i % 3]}") with { Values = [(i % 3) - 1.0, 1.0 - (i % 3)] })],
            TargetKind.Values,
            ["price", "bargain"]);

        Assert.InRange(result.Metrics["best-validation-r2"]!.Value, 0.9, 1);
        using var predictor = Predictor.Open(Model, threads: 1);
        var answers = predictor.Predict([new("this house is cheap"), new("this house is dear")]).Cast<NumbersAnswer>().ToList();
        Assert.All(answers, answer => Assert.Equal(2, answer.Values.Count));
        Assert.InRange(answers[1].Values[0] - answers[0].Values[0], 1, 3);
        Assert.InRange(answers[1].Values[1] - answers[0].Values[1], -3, -1);
    }

    [Fact]
    public async Task Words_are_tagged_also_beyond_the_models_length()
    {
        var result = await Run(
            "task: token-classification\nepochs: 6\nbatch-size: 8\nlearning-rate: 2e-3\nmax-tokens: 24\n",
            [.. Enumerable.Range(0, 200).Select(i => Tagged(i, $"{Names[i % 8]} goes from {Cities[i % 7]} to {Cities[(i / 3) % 8]} by train"))],
            TargetKind.Tags,
            ["B-LOC", "B-PER", "O"]);

        Assert.InRange(result.Metrics["best-validation-entity-f1"]!.Value, 0.95, 1);
        Assert.Equal("entity-f1", result.Training!.BestBy);
        using var predictor = Predictor.Open(Model, threads: 1);
        string[] words = [.. Enumerable.Range(0, 20).SelectMany(_ => "peter goes from oslo to rome by train".Split(' '))];
        var answer = (TagsAnswer)predictor.Predict([new(string.Join(' ', words)) { Words = words }])[0];
        Assert.Equal(words.Length, answer.Tags.Count);
        Assert.InRange(answer.Tags.Zip(words).Count(pair => pair.First == TagOf(pair.Second)), 150, 160);
        Assert.Empty(((TagsAnswer)predictor.Predict([new("")])[0]).Tags);
    }

    [Fact]
    public async Task The_end_of_a_long_text_counts_where_windows_are_read()
    {
        // what decides stands behind 60 words that say nothing
        var filler = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i % 7}"));
        var rows = Enumerable.Range(0, 160).Select(i => Row(i, $"{filler} number {i} {(i % 2 == 0 ? "the sailors steer the ship" : "she bakes a loaf of bread")}") with { Labels = [i % 2 == 0 ? "ships" : "food"] }).ToList();
        const string Keys = "epochs: 5\nbatch-size: 8\nlearning-rate: 1e-3\nmax-tokens: 32\n";

        var cut = await Run(Keys, rows, TargetKind.Label, ["food", "ships"]);
        var windows = await Run(Keys + "long: { stride: 8, pool: max }\n", rows, TargetKind.Label, ["food", "ships"]);

        Assert.InRange(cut.Metrics["best-validation-accuracy"]!.Value, 0, 0.7);
        Assert.InRange(windows.Metrics["best-validation-accuracy"]!.Value, 0.95, 1);
        Assert.Equal(new WindowSettings(8, Pooling.Max), ModelDescription.Read(Model).Windows);
        using var predictor = Predictor.Open(Model, threads: 1);
        var predictions = predictor.PredictPrepared([.. rows.Take(20).Select(row => row.Text)], TestContext.Current.CancellationToken);
        Assert.InRange(predictions.Index().Count(pair => pair.Item.Probabilities[1] > 0.5 == (pair.Index % 2 == 0)), 19, 20);
        Assert.All(predictions, prediction => Assert.Equal(1, prediction.Probabilities.Sum(), 1e-5));
    }

    [Fact]
    public async Task Pairs_are_read_as_pairs()
    {
        // the same words stand in every pair; only which side they stand on tells
        var rows = Enumerable.Range(0, 160).Select(i => Row(i, i % 2 == 0 ? "ship" : "bread") with { Pair = $"{(i % 2 == 0 ? "bread" : "ship")} {i}", Labels = [i % 2 == 0 ? "first" : "second"] }).ToList();

        var result = await Run("epochs: 5\nbatch-size: 8\nlearning-rate: 1e-3\n", rows, TargetKind.Label, ["first", "second"]);

        Assert.InRange(result.Metrics["best-validation-accuracy"]!.Value, 0.95, 1);
        using var predictor = Predictor.Open(Model, threads: 1);
        var answers = predictor.Predict([new("ship") { Pair = "bread 7" }, new("bread") { Pair = "ship 7" }]).Cast<Prediction>().ToList();
        Assert.True(answers[0].Probabilities[0] > 0.5 && answers[1].Probabilities[1] > 0.5);
    }

    [Theory]
    [InlineData("task: regression", TargetKind.Label, "the task is regression, and the preprocess step gives rows with 'label'; expected its key 'values'")]
    [InlineData("task: token-classification", TargetKind.Values, "the task is token-classification, and the preprocess step gives rows with 'values'; expected its key 'tags'")]
    [InlineData("task: text-classification", TargetKind.None, "the task is text-classification, and the preprocess step gives rows with 'none'; expected its key 'label'")]
    public async Task Rows_that_hold_something_else_are_refused(string keys, TargetKind target, string message)
    {
        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => Run($"{keys}\nepochs: 1\n", [Row(0, "a"), Row(1, "b")], target, ["a", "b"]));

        Assert.Equal((Rules.BadLabels, $"pipeline.yml(9,3): error MLOPS3006: {message}"), (refusal.Diagnostic.Rule, refusal.Message));
    }

    [Theory]
    [InlineData("long: no\n", "'long' of step 'train' is 'no'; expected truncate, windows, or a mapping of stride and pool")]
    [InlineData("max-tokens: 64\nlong: { stride: 33 }\n", "'stride' of 'long' is 33; expected at most half of max-tokens, 32")]
    public void Settings_of_long_texts_that_will_not_do_are_reported(string keys, string message) =>
        Assert.Contains(Specs.ReadWithMistakes("base: x\n" + keys).Found, found => found.EndsWith(message, StringComparison.Ordinal));

    private string Model => _folder.File("out/model");

    private static PreparedRow Row(int index, string text) => new(index + 1, text, [], new Dictionary<string, string>());

    private static PreparedRow Tagged(int index, string text)
    {
        var words = text.Split(' ');
        return Row(index, text) with { Words = words, Tags = Array.ConvertAll(words, TagOf) };
    }

    private static string TagOf(string word) => Cities.Contains(word) ? "B-LOC" : Names.Contains(word) ? "B-PER" : "O";

    private async Task<StepResult> Run(string keys, IReadOnlyList<PreparedRow> rows, TargetKind target, IReadOnlyList<string> labels)
    {
        if (Directory.Exists(_folder.File("out")))
        {
            Directory.Delete(_folder.File("out"), recursive: true);
        }

        var spec = Specs.Read($"base: {Path.Combine(Repository.Top, "examples", "bert-pico")}\n{keys}");
        var context = Contexts.Create(_folder.Path, _folder.File("out"), [PreparedData.Write(_folder, rows, target, labels)]) with { Bases = Specs.Bases(spec, _folder.Path) };
        return await ((Step)new FineTuneStep(OnnxLogits.Score)).RunAsync(spec, context, TestContext.Current.CancellationToken);
    }
}
