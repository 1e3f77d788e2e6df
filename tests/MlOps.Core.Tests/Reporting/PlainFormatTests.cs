using System.Xml.Linq;
using MlOps.Metrics;
using MlOps.Reporting;

namespace MlOps.Tests.Reporting;

public sealed class PlainFormatTests
{
    [Fact]
    public void JUnit_stays_XML_whatever_the_names_are() => Assert.All(HostileTexts.All(200), text =>
    {
        var suites = XDocument.Parse(JUnitReport.Write(SampleRuns.Hostile(text))).Root!;

        Assert.Equal(PlainText.Of(text, PlainText.MaxSentence), suites.Attribute("name")?.Value);
        Assert.Equal(2, suites.Descendants("testcase").Count());
    });

    [Fact]
    public void Plain_text_cannot_steer_a_terminal() => Assert.All(HostileTexts.All(200), text =>
        Assert.DoesNotContain(
            TextReport.Write(RunReport.Of(SampleRuns.Hostile(text)), "Gates", "Metrics", "Slices", "Steps", "This run"),
            c => char.IsControl(c) && c != '\n'));

    [Theory]
    [InlineData(0.0021, MetricUnit.None, "+0.0021")]
    [InlineData(-0.0013, MetricUnit.Seconds, "−1.3 ms")]
    [InlineData(0.00000001, MetricUnit.None, "±0")]
    [InlineData(0, MetricUnit.Bytes, "±0")]
    public void Differences_show_their_sign(double value, MetricUnit unit, string text) => Assert.Equal(text, Quantity.Difference(value, unit));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1 min 0 s")]
    [InlineData(125.4, "2 min 5 s")]
    [InlineData(3599.9, "1 h 0 min")]
    [InlineData(3725, "1 h 2 min")]
    public void Durations_read_as_people_say_them(double seconds, string text) => Assert.Equal(text, Quantity.Duration(seconds));
}
