using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Tool.Predictors;

namespace MlOps.Tool.Tests.Predictors;

public sealed class PredictorSourceTests
{
    [Fact]
    public void The_class_of_a_model_is_the_committed_one() => Approved.Equal(
        Path.Combine(Repository.Top, "tests", "MlOps.Tool.Tests", "Predictors", "MailSpamPredictor.expected.txt"),
        new PredictorSource("mail-spam", null, "MailApi", "models/mail-spam").Write(Model("ham", "spam")));

    [Theory]
    [InlineData(null, "class MailSpamPredictor ", "enum MailSpamLabel")]
    [InlineData("SpamPredictor", "class SpamPredictor ", "enum SpamLabel")]
    [InlineData("Mail", "class Mail ", "enum MailLabel")]
    [InlineData("no-name!", "class NoName ", "enum NoNameLabel")]
    public void The_class_is_named_by_the_user_or_by_the_model(string? name, string @class, string @enum)
    {
        var source = new PredictorSource("mail-spam", name, "", "m").Write(Model("ham"));

        Assert.Contains(@class, source, StringComparison.Ordinal);
        Assert.Contains(@enum, source, StringComparison.Ordinal);
        Assert.DoesNotContain("namespace", source, StringComparison.Ordinal);
    }

    [Fact]
    public void No_class_is_written_for_a_model_that_gives_no_labels_to_texts()
    {
        var refusal = Assert.Throws<MlOpsException>(() => new PredictorSource("prices", null, "", "m").Write(Model("price") with { Task = "regression" }));
        Assert.Contains("the model prices has learnt regression; a class is written for text-classification", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"", @"""\""""")]
    [InlineData("\\", @"""\\""")]
    [InlineData("a\nb", @"""a\u000ab""")]
    [InlineData("\u0085\u2028\u2029", @"""\u0085\u2028\u2029""")] // line breaks to the compiler
    [InlineData("\u202e", @"""\u202e""")] // turns the text around it
    [InlineData("😀", @"""\ud83d\ude00""")]
    [InlineData("größe 漢", "\"größe 漢\"")]
    [InlineData("\0", @"""\u0000""")]
    public void A_text_stays_a_text(string text, string literal) => Assert.Equal(literal, StringLiteral.Of(text));

    [Fact]
    public void No_label_leaves_its_comment_or_its_literal()
    {
        var source = new PredictorSource("mail-spam", null, "", "m").Write(Model("\"; System.Environment.Exit(1); //", "*/ </summary>\nevil();", "& <b>"));

        Assert.DoesNotContain("\nevil", source, StringComparison.Ordinal);
        Assert.Contains("/// <summary>\"*/ &lt;/summary&gt;\\u000aevil();\"</summary>", source, StringComparison.Ordinal);
        Assert.Contains("{ \"\\\"; System.Environment.Exit(1); //\", \"*/ </summary>\\u000aevil();\", \"& <b>\" }", source, StringComparison.Ordinal);
        Assert.Contains("/// <summary>\"&amp; &lt;b&gt;\"</summary>", source, StringComparison.Ordinal);
    }

    private static ModelDescription Model(params string[] labels) => new()
    {
        Task = "text-classification",
        Family = "bert",
        Labels = labels,
        MultiLabel = false,
        Preparation = new Preparation("text", [], []),
        MaxTokens = 16,
        Base = "base",
        BaseHash = "",
        DataHash = "",
        Precision = "fp32",
        Seed = 1,
    };
}
