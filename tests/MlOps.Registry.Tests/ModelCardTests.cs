using System.Text;
using MlOps.Models;
using MlOps.Pictures;
using MlOps.Registry.Cards;
using MlOps.Steps;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

/// <summary>What the card says of models of each task.</summary>
public sealed class ModelCardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("text-classification", "one label a text", "Labels: ")]
    [InlineData("regression", "2 numbers a text", "Targets: ")]
    [InlineData("token-classification", "a tag for each word", "Labels: ")]
    [InlineData("causal-lm", "the next token guessed", "Labels: ")]
    public void The_card_says_what_the_model_answers(string task, string answer, string outputs)
    {
        var card = Card(Candidates.Description with { Task = task });

        Assert.Contains($"- Task: <code>{task}</code>, {answer}", card, StringComparison.Ordinal);
        Assert.Contains($"- {outputs}<code>ham</code>", card, StringComparison.Ordinal);
        Assert.Contains("- Input: the column <code>text</code>, cleaned by <code>strip-html</code>", card, StringComparison.Ordinal);
        Assert.Contains("at most 128 tokens, the rest is not read", card, StringComparison.Ordinal);
    }

    [Fact]
    public void The_card_says_how_long_texts_pairs_and_pictures_are_read()
    {
        Assert.Contains("at most 128 tokens at a time, longer texts in windows", Card(Candidates.Description with { Windows = new(32, Pooling.Mean) }), StringComparison.Ordinal);
        Assert.Contains(
            "the column <code>text</code> with <code>answer</code>",
            Card(Candidates.Description with { Preparation = Candidates.Description.Preparation with { PairColumn = "answer" } }),
            StringComparison.Ordinal);
        Assert.Contains(
            "the pictures whose paths stand in the column <code>text</code>, as 32 x 32 pixels",
            Card(Candidates.Description with { Task = "image-classification", Pictures = PictureTransform.OfCifar(32) }),
            StringComparison.Ordinal);
    }

    private string Card(ModelDescription description)
    {
        var candidate = Candidates.Make(_folder.File(Guid.NewGuid().ToString("N")), "x") with { Description = description };
        return Encoding.UTF8.GetString(ModelCard.Write(
            new Lineage
            {
                Model = candidate.Model,
                Version = 1,
                Run = "run-1",
                By = "ada",
                At = DateTimeOffset.UnixEpoch,
                Rows = 10,
                Metrics = new Dictionary<string, double?>(),
                Gates = [],
                Base = description.Base,
                DataHash = description.DataHash,
                BaseHash = description.BaseHash,
                ContentHash = new string('c', 64),
            },
            candidate));
    }
}
