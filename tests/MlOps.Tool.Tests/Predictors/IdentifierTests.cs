using MlOps.Tool.Predictors;

namespace MlOps.Tool.Tests.Predictors;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("ham", "Ham")]
    [InlineData("not spam", "NotSpam")]
    [InlineData("NotSpam", "NotSpam")]
    [InlineData("HTTP_error", "HTTP_error")] // an identifier of a capital stays as it is
    [InlineData("class", "Class")] // no keyword begins with a capital
    [InlineData("1", "_1")]
    [InlineData("1.2", "_1_2")]
    [InlineData("v1.2", "V1_2")]
    [InlineData("5 stars", "_5Stars")]
    [InlineData("größe", "Größe")]
    [InlineData("спам", "Спам")]
    [InlineData("迷惑メール", "迷惑メール")]
    [InlineData("हिन्दी", "हिन्दी")] // vowel signs belong to their letters
    [InlineData("e\u0301tat", "E\u0301tat")]
    [InlineData("\u0301", "Label0")] // an accent without a letter
    [InlineData("value__", "Value")] // the one name that an enum cannot have
    [InlineData("😀", "Label0")]
    [InlineData("a😀b", "AB")]
    [InlineData("", "Label0")]
    [InlineData("\"; } evil", "Evil")]
    public void A_label_gets_the_name_that_comes_nearest(string label, string name) => Assert.Equal([name], Identifier.OfLabels([label]));

    [Fact]
    public void Labels_that_would_have_one_name_are_told_apart() => Assert.Equal(
        ["Spam", "Spam_3", "Spam_4", "Spam_2", "Label4", "Label5"],
        Identifier.OfLabels(["spam", "spam!", "SPAM?".ToLowerInvariant(), "Spam_2", "😀", "😁"]));

    [Fact]
    public void Names_of_any_labels_are_different_identifiers()
    {
        const string alphabet = "aA1_2 -.ß漢\u0301\n\"{@é𝒳";
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            string[] labels = [.. Enumerable.Range(0, 12).Select(_ => new string(random.GetItems(alphabet.AsSpan(), random.Next(5)))).Distinct()];

            var names = Identifier.OfLabels(labels);

            Assert.Equal(labels.Length, names.Distinct(StringComparer.Ordinal).Count());
            Assert.All(names, name => Assert.Matches(@"\A[\p{L}_][\p{L}\p{Nd}\p{Mn}\p{Mc}_]*\z", name)); // C# specification, 6.4.3
        }
    }

    [Theory]
    [InlineData("MailApi", "MailApi")]
    [InlineData("Mail.Api.V2", "Mail.Api.V2")]
    [InlineData("mail-api", "MailApi")]
    [InlineData("mail_api", "mail_api")]
    [InlineData("my.class", "@my.@class")]
    [InlineData("Grüße.世界", "Grüße.世界")]
    [InlineData("1st..x y", "_1st.XY")]
    [InlineData("", "")]
    public void A_namespace_stays_as_near_as_it_can_be_written(string text, string expected) => Assert.Equal(expected, Identifier.OfNamespace(text));
}
