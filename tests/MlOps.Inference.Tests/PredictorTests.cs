using MlOps.Diagnostics;
using MlOps.Inference.Tests.Export;
using MlOps.Models;

namespace MlOps.Inference.Tests;

public sealed class PredictorTests
{
    [Fact]
    public void Predictions_come_in_the_order_of_the_texts_whatever_their_lengths()
    {
        using var folder = TinyModelFolder.Write();
        using var predictor = Predictor.Open(folder.Path, threads: 1);
        var random = new Random(11);
        string[] texts = [.. Enumerable.Range(0, 100).Select(_ => Text(random, words: random.Next(0, 20)))];

        var together = predictor.PredictPrepared(texts, TestContext.Current.CancellationToken);

        Assert.Equal(texts.Length, together.Count);
        for (var i = 0; i < texts.Length; i++)
        {
            var alone = Assert.Single(predictor.PredictPrepared([texts[i]], TestContext.Current.CancellationToken));
            Assert.All(alone.Logits.Zip(together[i].Logits), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public void More_texts_than_are_sorted_at_a_time_are_all_predicted()
    {
        using var folder = TinyModelFolder.Write();
        using var predictor = Predictor.Open(folder.Path, threads: 1);
        string[] texts = [.. Enumerable.Range(0, 5000).Select(i => i == 4999 ? "z z z" : "a")];

        var predictions = predictor.PredictPrepared(texts);

        Assert.Equal(5000, predictions.Count);
        Assert.NotEqual(predictions[0].Logits[0], predictions[4999].Logits[0], 1e-4f);
    }

    [Fact]
    public void No_texts_give_no_predictions()
    {
        using var folder = TinyModelFolder.Write();
        using var predictor = Predictor.Open(folder.Path, threads: 1);

        Assert.Empty(predictor.PredictPrepared([]));
    }

    [Fact]
    public void A_text_is_cut_at_the_length_that_the_model_was_trained_with()
    {
        using var folder = TinyModelFolder.Write();
        using var predictor = Predictor.Open(folder.Path, threads: 1);

        // 16 tokens: [CLS], 14 words, [SEP]
        var predictions = predictor.PredictPrepared(["a b c d e f g h i j k l m n", "a b c d e f g h i j k l m n o p q", "a b c d e f g h i j k l m x"]);

        Assert.Equal(predictions[0].Logits, predictions[1].Logits);
        Assert.NotEqual(predictions[0].Logits[0], predictions[2].Logits[0], 1e-4f);
    }

    [Fact]
    public void A_raw_text_scores_as_the_text_that_preprocess_makes_of_it()
    {
        using var folder = TinyModelFolder.Write(TinyModelFolder.Description with { Preparation = new("text", ["strip-html", "collapse-whitespace"], ["email"]) });
        using var predictor = Predictor.Open(folder.Path, threads: 1);

        var raw = predictor.PredictRaw(["<p>a   b</p> someone@example.org"]);

        Assert.Equal(predictor.PredictPrepared(["a b [EMAIL]"])[0].Logits, raw[0].Logits);
        Assert.NotEqual(predictor.PredictPrepared(["<p>a   b</p> someone@example.org"])[0].Logits[0], raw[0].Logits[0], 1e-4f);
    }

    [Fact]
    public void A_preparation_of_a_later_version_is_refused()
    {
        using var folder = TinyModelFolder.Write(TinyModelFolder.Description with { Preparation = new("text", ["strip-html"], ["fax"]) });

        var refusal = Refusal(folder.Path);
        Assert.Equal("MLOPS4102", refusal.Rule.Code);
        Assert.Contains("'fax'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prediction_stops_when_it_is_cancelled()
    {
        using var folder = TinyModelFolder.Write();
        using var predictor = Predictor.Open(folder.Path, threads: 1);
        using var source = new CancellationTokenSource();
        source.Cancel();

        _ = Assert.Throws<OperationCanceledException>(() => predictor.PredictPrepared(["a"], source.Token));
    }

    [Theory]
    [InlineData("model.json", "MLOPS4101")]
    [InlineData("model.onnx", "MLOPS4101")]
    [InlineData("vocab.txt", "MLOPS2002")]
    public void A_folder_that_lacks_a_file_is_refused(string name, string code)
    {
        using var folder = TinyModelFolder.Write();
        File.Delete(folder.File(name));

        Assert.Equal(code, Refusal(folder.Path).Rule.Code);
    }

    [Theory]
    [InlineData("", "MLOPS4102")]
    [InlineData("{", "MLOPS4102")]
    [InlineData("[]", "MLOPS4102")]
    [InlineData("null", "MLOPS4102")]
    [InlineData("{}", "MLOPS4102")]
    public void A_description_that_is_none_is_refused(string text, string code)
    {
        using var folder = TinyModelFolder.Write();
        _ = folder.Write("model.json", text);

        var refusal = Refusal(folder.Path);
        Assert.Equal(code, refusal.Rule.Code);
        Assert.EndsWith("/model.json", refusal.Location.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_another_model_are_refused()
    {
        using var folder = TinyModelFolder.Write(TinyModelFolder.Description with { Labels = ["spam", "ham"] });

        var refusal = Refusal(folder.Path);
        Assert.Equal("MLOPS4103", refusal.Rule.Code);
        Assert.Contains("""its labels are ["spam","ham"], those of model.onnx ["ham","spam"]""", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_number_of_labels_is_refused_even_when_the_model_does_not_name_them()
    {
        using var folder = TinyModelFolder.Write(TinyModelFolder.Description with { Labels = ["ham", "spam", "other"] });
        var file = folder.File(OnnxModel.FileName);
        var model = MlOps.Training.Export.OnnxFile.Read(file);
        model.MetadataProps.Clear();
        MlOps.Training.Export.OnnxFile.Write(file, model);

        var refusal = Refusal(folder.Path);
        Assert.Equal("MLOPS4103", refusal.Rule.Code);
        Assert.Contains("names 3 labels, but model.onnx gives 2 logits", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_larger_than_the_model_s_is_refused()
    {
        using var folder = TinyModelFolder.Write();
        File.AppendAllLines(folder.File("vocab.txt"), Enumerable.Range(0, TinyBert.Config.VocabularySize).Select(i => $"word{i}"));

        Assert.Equal("MLOPS4103", Refusal(folder.Path).Rule.Code);
    }

    [Fact]
    public void More_tokens_than_the_model_has_positions_are_refused()
    {
        using var folder = TinyModelFolder.Write(TinyModelFolder.Description with { MaxTokens = TinyBert.Config.MaxPositions + 1 });

        Assert.Equal("MLOPS4103", Refusal(folder.Path).Rule.Code);
    }

    private static Diagnostic Refusal(string folder) =>
        Assert.Throws<MlOpsException>(() => Predictor.Open(folder, threads: 1)).Diagnostic;

    private static string Text(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => TinyModelFolder.Words[random.Next(TinyModelFolder.Words.Length)]));
}
