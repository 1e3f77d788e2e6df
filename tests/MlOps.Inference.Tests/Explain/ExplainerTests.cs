using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.Inference.Explain;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Testing;

namespace MlOps.Inference.Tests.Explain;

/// <summary>Effects are held against the answers of the predictor to the texts themselves.</summary>
public sealed class ExplainerTests : IDisposable
{
    private readonly List<IDisposable> _opened = [];

    public void Dispose() => _opened.ForEach(opened => opened.Dispose());

    [Theory]
    [InlineData("a b, c [EMAIL] d!")]
    [InlineData("")]
    [InlineData("  z  ")]
    [InlineData("a <b> \"c\" 犬も e")]
    public void The_effect_of_a_word_is_the_difference_of_two_predictions(string text)
    {
        var predictor = Open(TinyModelFolder.Description);

        var found = new Explainer(predictor, "spam").Explain(new(text), TestContext.Current.CancellationToken);

        var whole = predictor.PredictPrepared([text])[0].Probabilities[1];
        Assert.Equal(whole, found.Score, 1e-6);
        Assert.All(found.Parts, part =>
        {
            Assert.Equal(part.Text, text.Substring(part.Start, part.Text.Length));
            var without = predictor.PredictPrepared([text.Remove(part.Start, part.Text.Length)])[0].Probabilities[1];
            Assert.Equal(whole - without, part.Effect, 1e-6);
        });
    }

    [Fact]
    public void Words_numbers_signs_marks_of_redaction_and_characters_without_spaces_are_parts() => Assert.Equal(
        ["don't", "e-mail", "£", "42", "[CARD-NUMBER]", "!!", "犬", "も"],
        TextParts.Words("don't e-mail £42 [CARD-NUMBER]!! 犬も").Select(part => "don't e-mail £42 [CARD-NUMBER]!! 犬も"[part]));

    [Fact]
    public void The_likeliest_label_is_explained_where_none_is_named()
    {
        var found = new Explainer(Open(TinyModelFolder.Description), null).Explain(new("a b c"), TestContext.Current.CancellationToken);

        var probabilities = ((Prediction)found.Answer).Probabilities;
        Assert.Equal(TinyModelFolder.Description.Labels[Array.IndexOf(probabilities, probabilities.Max())], found.Label);
        Assert.Equal(probabilities.Max(), found.Score);
    }

    [Fact]
    public void Both_texts_of_a_pair_are_explained()
    {
        var predictor = Open(TinyModelFolder.Description with { Preparation = new("text", [], []) { PairColumn = "answer" } });
        var row = new RowInput("a b") { Pair = "c d e" };

        var found = new Explainer(predictor, "ham").Explain(row, TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b", "c", "d", "e"], found.Parts.Select(part => part.Text));
        Assert.Equal([false, false, true, true, true], found.Parts.Select(part => part.OfPair));
        var whole = Ham(predictor, row);
        Assert.Equal(whole - Ham(predictor, row with { Pair = "c  e" }), found.Parts[3].Effect, 1e-6);
        Assert.Equal(whole - Ham(predictor, row with { Text = " b" }), found.Parts[0].Effect, 1e-6);
    }

    [Fact]
    public void Long_texts_are_explained_in_groups_of_words_through_all_windows()
    {
        var predictor = Open(TinyModelFolder.Description with { Windows = new(4, Pooling.Mean) });
        var text = string.Join(' ', Enumerable.Range(0, 600).Select(word => TinyModelFolder.Words[word % 26]));

        var found = new Explainer(predictor, "spam").Explain(new(text), TestContext.Current.CancellationToken);

        Assert.InRange(found.Parts.Count, 100, Explainer.MostParts);
        Assert.Equal(text, string.Join(' ', found.Parts.Select(part => part.Text)));
        var last = found.Parts[^1];
        var without = predictor.PredictPrepared([text[..last.Start]])[0].Probabilities[1];
        Assert.Equal(found.Score - without, last.Effect, 1e-6);
        Assert.NotEqual(0, last.Effect); // the last window is read
    }

    [Theory]
    [InlineData("junk", "text-classification", "MLOPS3006")]
    [InlineData(null, "token-classification", "MLOPS4107")]
    public void What_cannot_be_explained_is_refused(string? label, string task, string code)
    {
        var predictor = Open(TinyModelFolder.Description with { Task = task });

        var failure = Assert.Throws<MlOpsException>(() => new Explainer(predictor, label));

        Assert.Equal(code, failure.Diagnostic.Rule.Code);
    }

    [Fact]
    public void A_page_escapes_texts_and_a_terminal_gets_no_control_characters_of_theirs()
    {
        var predictor = Open(TinyModelFolder.Description);
        var hostile = "a<script>alert(1)</script> \u001b[2J b & \"c\"";
        var found = new Explainer(predictor, "spam").Explain(new(hostile), TestContext.Current.CancellationToken);

        var page = ExplanationHtml.Write("<img src=x>", [found]);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", ExplanationAnsi.Write(found), StringComparison.Ordinal);
        var json = JsonNode.Parse(ExplanationJson.Write(found))!;
        Assert.Equal(hostile, (string?)json["text"]);
        Assert.Equal(found.Parts.Count, json["parts"]!.AsArray().Count);
    }

    private static float Ham(Predictor predictor, RowInput row) => ((Prediction)predictor.Predict([row])[0]).Probabilities[0];

    private Predictor Open(ModelDescription description)
    {
        var folder = TinyModelFolder.Write(description);
        var predictor = Predictor.Open(folder.Path, threads: 1);
        _opened.AddRange([predictor, folder]);
        return predictor;
    }
}
