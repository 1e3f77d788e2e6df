using MlOps.Diagnostics;

namespace MlOps.Inference.Tests;

public sealed class LabelPredictorTests
{
    private static readonly string[] Texts = ["a b c", "z y x w", "", "m", "q w e r t z"];

    [Fact]
    public void The_label_is_the_most_probable_one_and_its_probabilities_are_the_predictors()
    {
        using var folder = TinyModelFolder.Write();
        using var predictor = new MailPredictor(folder.Path, ["ham", "spam"]);
        using var plain = Predictor.Open(folder.Path);
        var expected = plain.PredictRaw(Texts);

        Assert.All(Texts.Zip(expected), pair =>
        {
            var found = predictor.Predict(pair.First);
            Assert.Equal(pair.Second.Probabilities[0] >= pair.Second.Probabilities[1] ? Mail.Ham : Mail.Spam, found.Label);
            Assert.Equal(pair.Second.Probabilities, found.Probabilities);
            Assert.Equal(pair.Second.Probabilities.Max(), found.Probability);
            Assert.Equal(pair.Second.Probabilities[1], found.ProbabilityOf(Mail.Spam));
            Assert.Equal([found.Label], found.Labels);
        });
        Assert.Equal(("ham", "spam"), (predictor.NameOf(Mail.Ham), predictor.NameOf(Mail.Spam)));
    }

    [Fact]
    public void Many_texts_come_back_in_their_order()
    {
        using var folder = TinyModelFolder.Write();
        using var predictor = new MailPredictor(folder.Path, ["ham", "spam"]);
        string[] many = [.. Enumerable.Range(0, 100).Select(i => Texts[i % Texts.Length])];

        var found = predictor.Predict(many, TestContext.Current.CancellationToken);

        // in batches the same sums are added in another order
        Assert.All(many.Zip(found), pair => Assert.Equal(predictor.Predict(pair.First).ProbabilityOf(Mail.Spam), pair.Second.ProbabilityOf(Mail.Spam), 5));
    }

    [Fact]
    public void A_multi_label_model_gives_every_label_of_one_half_or_more()
    {
        using var folder = TinyModelFolder.Write(TinyModelFolder.Description with { MultiLabel = true });
        using var predictor = new MailPredictor(folder.Path, ["ham", "spam"]);

        Assert.All(Texts.Select(predictor.Predict), found =>
            Assert.Equal(new[] { Mail.Ham, Mail.Spam }.Where(label => found.ProbabilityOf(label) >= 0.5f), found.Labels));
    }

    [Fact]
    public void A_model_with_other_labels_is_refused()
    {
        using var folder = TinyModelFolder.Write();

        var failure = Assert.Throws<MlOpsException>(() => new MailPredictor(folder.Path, ["spam", "ham"]));

        Assert.Equal("MLOPS4103", failure.Diagnostic.Rule.Code);
        Assert.Contains("the labels of the model are ham, spam; this program was built for spam, ham", failure.Diagnostic.Message, StringComparison.Ordinal);
    }

    private enum Mail
    {
        Ham,
        Spam,
    }

    private sealed class MailPredictor(string folder, string[] names) : LabelPredictor<Mail>(folder, names, threads: 1);
}
