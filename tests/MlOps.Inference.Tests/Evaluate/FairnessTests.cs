using MlOps.Diagnostics;
using MlOps.Inference.Evaluate;
using MlOps.Metrics.Fairness;

namespace MlOps.Inference.Tests.Evaluate;

/// <summary>Held against the predictions of the model themselves.</summary>
public sealed class FairnessTests : IDisposable
{
    private readonly EvaluateScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Groups_are_compared_by_what_the_model_gave_them()
    {
        var evaluation = (await _scene.RunAsync("metrics: accuracy\nfairness: { positive: spam, groups: group }\ngates: [\"equalized-odds-difference(ham, group) <= 1\"]")).Evaluation!;

        var spam = PredictionsFile.Read(_scene.Output).Select(row => row.Predicted[0] == "spam").ToList();
        var hard = spam.Where((_, row) => row % 4 == 0).Average(given => given ? 1.0 : 0);
        var easy = spam.Where((_, row) => row % 4 != 0).Average(given => given ? 1.0 : 0);
        Assert.Equal([("spam", "group"), ("ham", "group")], evaluation.Fairness.Select(score => (score.Positive, score.Column)));
        Assert.Equal(Math.Abs(hard - easy), evaluation.Fairness[0].Measures.Single(measure => measure.Name == "demographic-parity-difference").Value!.Value, 12);
        Assert.Equal(
            evaluation.Fairness[1].Measures.Single(measure => measure.Name == "equalized-odds-difference").Value!.Value,
            evaluation.Gates[0].Value!.Value,
            12);
    }

    [Fact]
    public async Task Rows_with_terms_of_a_list_are_slices_and_swapped_terms_change_answers()
    {
        const string Keys = """
            metrics: accuracy
            slices: [group, { name: letters, terms: [a = b, c = d] }, { name: vowels, terms: [e, i] }]
            gates: ["flip-rate[letters] <= 100%", "score-shift[letters] <= 1", "worst(accuracy, letters) >= 0"]
            """;
        var evaluation = (await _scene.RunAsync(Keys)).Evaluation!;

        var swaps = new TermList("letters", ["a = b", "c = d"]);
        var changed = _scene.Rows.Where(row => swaps.Swap(row.Text) != row.Text).ToList();
        using var predictor = Predictor.Open(_scene.Model, threads: 1);
        var before = predictor.PredictPrepared([.. changed.Select(row => row.Text)]);
        var after = predictor.PredictPrepared([.. changed.Select(row => swaps.Swap(row.Text))]);
        var flips = before.Zip(after).Average(pair => Highest(pair.First) != Highest(pair.Second) ? 1.0 : 0);
        var shift = before.Zip(after).Average(pair => Math.Abs((double)pair.First.Probabilities[Highest(pair.First)] - pair.Second.Probabilities[Highest(pair.First)]));
        var score = Assert.Single(evaluation.Counterfactuals);
        Assert.Equal(("letters", changed.Count), (score.Terms, (int)score.Rows));
        Assert.Equal(flips, evaluation.Metrics["flip-rate[letters]"]!.Value, 9);
        Assert.Equal(shift, evaluation.Metrics["score-shift[letters]"]!.Value, 1e-5);
        Assert.InRange(flips, 0.01, 0.99);
        Assert.InRange(score.FlipRate!.Value, score.FlipInterval!.Low, score.FlipInterval.High);
        Assert.Equal(60, evaluation.Slices.Where(slice => slice.Column == "letters").Sum(slice => slice.Rows));
        Assert.Equal(["with", "without"], evaluation.Slices.Where(slice => slice.Column == "vowels").Select(slice => slice.Value));
        Assert.All(evaluation.Gates, gate => Assert.True(gate.Passed, gate.Message));
    }

    [Fact]
    public async Task No_row_with_a_term_leaves_the_rates_undefined()
    {
        var evaluation = (await _scene.RunAsync("metrics: accuracy\nslices: [{ name: pronouns, terms: [he = she] }]\ngates: [\"flip-rate[pronouns] <= 1\"]")).Evaluation!;

        Assert.Equal("MLOPS4002", evaluation.Gates[0].ToDiagnostic()!.Rule.Code);
    }

    [Theory]
    [InlineData("fairness: { positive: junk, groups: group }", "MLOPS1010")]
    [InlineData("fairness: { positive: spam, groups: sender }", "MLOPS2004")]
    [InlineData("gates: [\"flip-rate[pronouns] <= 1\"]", "MLOPS1010")]
    [InlineData("gates: [\"demographic-parity-ratio(junk, group) >= 0\"]", "MLOPS1010")]
    [InlineData("slices: [{ name: empty, terms: [] }]", "MLOPS2006")]
    public async Task What_is_not_there_is_an_error(string keys, string code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<MlOpsException>(() => _scene.RunAsync($"metrics: accuracy\n{keys}"))).Diagnostic.Rule.Code);

    private static int Highest(Prediction prediction) => Array.IndexOf(prediction.Probabilities, prediction.Probabilities.Max());
}
