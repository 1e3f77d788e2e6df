using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlOps.Reporting;
using MlOps.Running;

namespace MlOps.Tests.Reporting;

public sealed partial class HtmlReportTests
{
    private static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "p", "span", "code", "div", "table", "caption", "thead",
        "tbody", "tr", "th", "td", "dl", "dt", "dd", "figure", "figcaption", "svg", "line", "polyline", "circle", "text",
    ];

    private static readonly string[] Attributes =
    [
        "lang", "charset", "http-equiv", "content", "name", "class", "scope", "tabindex", "role", "aria-label", "viewBox", "points",
        "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "text-anchor",
    ];

    [Fact]
    public void Hostile_texts_become_text_and_nothing_else() => Assert.All(HostileTexts.All(50), text =>
    {
        var page = Page(SampleRuns.Hostile(text));

        Assert.All(page.Descendants(), element => Assert.Contains(element.Name.LocalName, Elements));
        Assert.All(page.Descendants().Attributes(), attribute => Assert.Contains(attribute.Name.LocalName, Attributes));
        Assert.Contains(PlainText.Of(text, PlainText.MaxName), page.Descendants("title").Single().Value, StringComparison.Ordinal);
    });

    [Fact]
    public void The_page_loads_nothing_and_says_so()
    {
        var html = HtmlReport.Write(RunReport.Of(SampleRuns.Passed));
        var page = Page(SampleRuns.Passed);
        var style = Encoding.UTF8.GetBytes(page.Descendants("style").Single().Value);
        var policy = page.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value;

        Assert.DoesNotMatch(Address(), html);
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(style))}'; base-uri 'none'; form-action 'none'",
            policy);
    }

    [Fact]
    public void Tables_can_be_read_aloud()
    {
        var tables = Page(SampleRuns.GateNotMet).Descendants("table").ToList();

        Assert.NotEmpty(tables);
        Assert.All(tables, table =>
        {
            Assert.NotEqual("", Assert.Single(table.Elements("caption")).Value);
            Assert.All(table.Elements("thead").Descendants("th"), heading => Assert.Equal("col", heading.Attribute("scope")?.Value));
            Assert.All(table.Elements("tbody").Elements("tr"), row => Assert.Equal("row", row.Elements().First().Attribute("scope")?.Value));
            Assert.All(table.Elements("tbody").Elements("tr"), row => Assert.Equal(table.Descendants("thead").Descendants("th").Count(), row.Elements().Count()));
        });
    }

    [Fact]
    public void Lines_of_a_chart_stay_inside_it()
    {
        var chart = Assert.Single(Page(SampleRuns.Passed).Descendants("svg"));
        var points = chart.Elements("polyline").SelectMany(line => line.Attribute("points")!.Value.Split(' ')).Select(point => point.Split(',')).ToList();

        Assert.NotEmpty(points);
        Assert.All(points, point => Assert.True(double.Parse(point[0]) is >= 0 and <= 720 && double.Parse(point[1]) is >= 0 and <= 260));
    }

    private static XElement Page(RunResult run) => XDocument.Parse(HtmlReport.Write(RunReport.Of(run)), LoadOptions.PreserveWhitespace).Root!;

    [GeneratedRegex(@"https?:|//|url\(|@import|src=|href=")]
    private static partial Regex Address();
}
