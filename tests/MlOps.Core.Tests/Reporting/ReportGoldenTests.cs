using System.Xml.Linq;
using MlOps.Reporting;
using MlOps.Running;
using MlOps.Testing;

namespace MlOps.Tests.Reporting;

/// <summary>Whole reports, held against files that a person has read; MLOPS_APPROVE=1 rewrites them.</summary>
public sealed class ReportGoldenTests
{
    public static TheoryData<string> Runs { get; } = ["passed", "gate-not-met", "failed"];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Markdown_is_as_approved(string name) => Hold(name, "md", MarkdownReport.Write(RunReport.Of(Run(name))));

    [Theory]
    [MemberData(nameof(Runs))]
    public void Html_is_as_approved(string name) => Hold(name, "html", HtmlReport.Write(RunReport.Of(Run(name))));

    [Theory]
    [MemberData(nameof(Runs))]
    public void Text_is_as_approved(string name) => Hold(name, "txt", TextReport.Write(RunReport.Of(Run(name)), "Problems", "Registration", "Gates", "Steps", "Training", "Data"));

    [Theory]
    [MemberData(nameof(Runs))]
    public void JUnit_is_as_approved_and_counts_what_it_holds(string name)
    {
        var junit = JUnitReport.Write(Run(name));

        Hold(name, "junit.xml", junit);
        Assert.All(XDocument.Parse(junit).Root!.Elements("testsuite"), suite =>
        {
            Assert.Equal((string?)suite.Attribute("tests"), $"{suite.Elements("testcase").Count()}");
            Assert.Equal((string?)suite.Attribute("failures"), $"{suite.Descendants("failure").Count()}");
            Assert.Equal((string?)suite.Attribute("errors"), $"{suite.Descendants("error").Count()}");
            Assert.Equal((string?)suite.Attribute("skipped"), $"{suite.Descendants("skipped").Count()}");
        });
    }

    private static RunResult Run(string name) => name switch
    {
        "passed" => SampleRuns.Passed,
        "gate-not-met" => SampleRuns.GateNotMet,
        _ => SampleRuns.Failed,
    };

    private static void Hold(string name, string extension, string actual) =>
        Approved.Equal(Path.Combine(Repository.Top, "tests", "MlOps.Core.Tests", "Reporting", "cases", $"{name}.{extension}"), actual);
}
