using System.Xml.Linq;
using MlOps.Reporting;
using MlOps.Tests.Reporting;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Tests.Markup;

public sealed class HtmlTests
{
    [Fact]
    public void A_value_is_text_in_an_element_and_in_an_attribute() => Assert.All(HostileTexts.All(200), text =>
    {
        var element = XElement.Parse(Html.Of($"""<p title="{text}">{text}</p>""").ToString(), LoadOptions.PreserveWhitespace);

        Assert.Equal(PlainText.Of(text, PlainText.MaxSentence), element.Value);
        Assert.Equal(PlainText.Of(text, PlainText.MaxSentence), element.Attribute("title")!.Value);
        Assert.Empty(element.Elements());
    });

    [Fact]
    public void A_piece_of_markup_is_not_escaped_again() =>
        Assert.Equal("<p><b>a &amp; b</b>1</p>", Html.Of($"<p>{Html.Of($"<b>{"a & b"}</b>")}{1}</p>").ToString());

    [Fact]
    public void Lines_stay_lines_and_are_escaped() => Assert.Equal("a &lt;b&gt;\nc", Html.Lines("a <b>\r\nc", 100).ToString());

    [Fact]
    public void Addresses_hold_names_as_one_part() => Assert.Equal(
        "/runs/a%2F..%2Fb/errors?label=a%26b%3Dc",
        Link.Query(Link.Errors("a/../b"), ("label", "a&b=c"), ("said", ""), ("slice", null)));
}
