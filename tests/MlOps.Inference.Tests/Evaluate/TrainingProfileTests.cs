using MlOps.Drift;

namespace MlOps.Inference.Tests.Evaluate;

public sealed class TrainingProfileTests : IDisposable
{
    private readonly EvaluateScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task The_profile_holds_the_training_rows_texts_and_the_models_answers_to_the_test_rows()
    {
        _scene.TrainingRows = [.. _scene.Rows.Take(40)];
        _ = await _scene.RunAsync("metrics: [accuracy]");

        var profile = DataProfile.Read(_scene.Output)!;
        using var predictor = Predictor.Open(_scene.Model, threads: 1);
        var said = predictor.PredictPrepared([.. _scene.Rows.Select(row => row.Text)]);
        var training = _scene.TrainingRows;
        Assert.Equal(training.Average(row => row.Text.Length), profile.Numbers[Features.Length].Mean, 6);
        Assert.Equal(training.Average(row => Math.Min(row.Text.Split(' ').Length + 2, predictor.Description.MaxTokens)), profile.Numbers[Features.Tokens].Mean, 6); // each word is a token here, with [CLS] and [SEP]
        Assert.Equal(training.Sum(row => row.Text.Split(' ').Length), profile.Categories[Features.Vocabulary].Count);
        Assert.Equal(training.Count(row => row.Labels[0] == "spam"), profile.Categories[Features.Label].Counts["spam"]);
        Assert.Equal(said.Count(answer => answer.Probabilities[1] > answer.Probabilities[0]), profile.Categories[Features.Class].Counts["spam"]);
        Assert.Equal(said.Average(answer => answer.Probabilities.Max()), profile.Numbers[Features.Confidence].Mean, 1e-5);

        var known = training.SelectMany(row => row.Text.Split(' ')).ToHashSet();
        Assert.Equal(_scene.Rows.Average(row => row.Text.Split(' ').Average(word => known.Contains(word) ? 0 : 1)), profile.Numbers[Features.UnknownWords].Mean, 1e-5);
    }

    [Fact]
    public async Task Two_runs_write_the_same_bytes()
    {
        _scene.TrainingRows = _scene.Rows;
        _ = await _scene.RunAsync("metrics: [accuracy]");
        var first = File.ReadAllBytes(Path.Combine(_scene.Output, DataProfile.FileName));

        _ = await _scene.RunAsync("metrics: [accuracy]");

        Assert.Equal(first, File.ReadAllBytes(Path.Combine(_scene.Output, DataProfile.FileName)));
    }
}
