using System.Xml.Linq;
using Markdig;
using MlOps.Reporting;
using Md = MlOps.Reporting.Markdown;

namespace MlOps.Tests.Reporting;

/// <summary>Held against Markdig, which reads GitHub's tables, links without marks and formulas.</summary>
public sealed class MarkdownTests
{
    private static readonly MarkdownPipeline Reader = new MarkdownPipelineBuilder().UseAdvancedExtensions().UseEmojiAndSmiley(enableSmileys: false).Build();

    [Fact]
    public void A_text_in_a_table_is_one_cell_that_shows_the_text_and_nothing_else() => Assert.All(HostileTexts.All(500), text =>
    {
        var table = Read($"| a | b | c |\n| --- | --- | --- |\n| {Md.Code(text)} | {Md.Sentence(text)} | end |\n");

        var cells = Assert.Single(table.Descendants("tbody").Elements("tr")).Elements("td").ToList();
        Assert.Equal(3, cells.Count);
        Assert.Equal(Shown(text), Plain(cells[0]));
        Assert.Equal(Shown(text), Plain(cells[1]));
        Assert.Empty(cells[1].Elements());
        Assert.All(cells[0].Descendants(), element => Assert.Equal("code", element.Name.LocalName));
    });

    [Fact]
    public void A_text_in_a_sentence_stays_in_the_sentence() => Assert.All(HostileTexts.All(500), text =>
    {
        var paragraph = Assert.Single(Read($"It says {Md.Sentence(text)} here.\n").Elements());

        Assert.Equal("p", paragraph.Name.LocalName);
        Assert.Empty(paragraph.Elements());
        Assert.Equal(Collapsed($"It says {Shown(text)} here."), Collapsed(Plain(paragraph)));
    });

    [Theory]
    [InlineData("@octocat")]
    [InlineData("see #12")]
    public void Mentions_and_references_are_broken_by_what_cannot_be_seen(string text) =>
        Assert.Contains("\u2060", Read($"It says {Md.Sentence(text)} here.").Value, StringComparison.Ordinal);

    [Fact]
    public void A_report_of_hostile_texts_keeps_its_headings_and_tables() => Assert.All(HostileTexts.All(20), text =>
    {
        var hostile = Read(MarkdownReport.Write(RunReport.Of(SampleRuns.Hostile(text))));
        var harmless = Read(MarkdownReport.Write(RunReport.Of(SampleRuns.Hostile("harmless"))));

        Assert.Equal(Shape(harmless), Shape(hostile));
    });

    [Fact]
    public void A_report_is_never_larger_than_a_summary_of_GitHub_may_be()
    {
        var huge = SampleRuns.GateNotMet with { Steps = [.. Enumerable.Repeat(SampleRuns.GateNotMet.Steps, 1_000).SelectMany(steps => steps)] };

        var report = MarkdownReport.Write(RunReport.Of(huge));

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(report), 1, MarkdownReport.MaxBytes);
        Assert.EndsWith("1 MiB._\n", report, StringComparison.Ordinal);
    }

    private static XElement Read(string markdown) =>
        XElement.Parse($"<all>{Markdig.Markdown.ToHtml(markdown, Reader)}</all>", LoadOptions.PreserveWhitespace);

    private static string Plain(XElement element) => element.Value.Replace("\u2060", "", StringComparison.Ordinal).Trim();

    private static string Shown(string text) => PlainText.Of(text, PlainText.MaxName).Trim();

    private static string Collapsed(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static List<string> Shape(XElement report) =>
        [.. report.Descendants().Select(element => element.Name.LocalName).Where(name => name is not "code")];
}
