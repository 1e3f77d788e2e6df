using System.Globalization;
using System.Xml.Linq;
using System.Xml.Schema;
using MlOps.Reporting;
using MlOps.Running;
using MlOps.Testing;

namespace MlOps.Tests.Reporting;

public sealed class JUnitReportTests
{
    private static readonly XmlSchemaSet _schema = Schema();

    private static readonly RunResult[] _runs =
    [
        SampleRuns.Passed,
        SampleRuns.GateNotMet,
        SampleRuns.Failed,
        .. HostileTexts.All(50).Select(SampleRuns.Hostile),
    ];

    [Fact]
    public void Every_report_holds_to_the_schema_of_Jenkins() => Assert.All(_runs, run =>
    {
        var problems = new List<string>();
        XDocument.Parse(JUnitReport.Write(run)).Validate(_schema, (_, e) => problems.Add(e.Message));

        Assert.Empty(problems);
    });

    [Fact]
    public void The_schema_refuses_what_Jenkins_refuses() => Assert.All(
        [
            "<testsuite tests='1' failures='0' errors='0'/>",
            "<testsuites><testsuite name='a' tests='1' failures='0' errors='0'><testcase name='b' file='c'/></testsuite></testsuites>",
            "<testsuites time='1 s'/>",
        ],
        text => Assert.Throws<XmlSchemaValidationException>(() => XDocument.Parse(text).Validate(_schema, null)));

    [Fact]
    public void A_suite_counts_its_own_test_cases() => Assert.All(_runs, run => Assert.All(XDocument.Parse(JUnitReport.Write(run)).Descendants("testsuite"), suite =>
    {
        Assert.Equal(Count(suite, "tests"), suite.Elements("testcase").Count());
        Assert.Equal(Count(suite, "failures"), suite.Descendants("failure").Count());
        Assert.Equal(Count(suite, "errors"), suite.Descendants("error").Count());
        Assert.Equal(Count(suite, "skipped"), suite.Descendants("skipped").Count());
    }));

    [Fact]
    public void A_failure_tells_value_and_threshold()
    {
        var failure = XDocument.Parse(JUnitReport.Write(SampleRuns.GateNotMet)).Descendants("failure").First();

        Assert.Equal("accuracy is 0.9818 on 605 rows; gate 'accuracy >= 0.99' is not met", failure.Attribute("message")?.Value);
        Assert.StartsWith("value 0.9818\nthreshold >= 0.99\n", failure.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_of_another_revision_is_a_test_of_its_own()
    {
        var run = SampleRuns.GateNotMet;
        var judge = run.Steps[2];
        var gate = judge.Result!.Evaluation!.Gates[0];
        var both = judge.Result.Evaluation with { Gates = [gate, gate with { From = "origin/main" }] };
        var written = JUnitReport.Write(run with { Steps = [judge with { Result = judge.Result with { Evaluation = both } }] });

        Assert.Equal(
            ["accuracy >= 0.99", "accuracy >= 0.99 (of origin/main)"],
            XDocument.Parse(written).Descendants("testcase").Select(test => test.Attribute("name")!.Value));
    }

    private static int Count(XElement suite, string name) => int.Parse(suite.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static XmlSchemaSet Schema()
    {
        var schema = new XmlSchemaSet();
        _ = schema.Add("", Path.Combine(Repository.Top, "tests", "MlOps.Core.Tests", "Reporting", "junit.xsd"));
        return schema;
    }
}
