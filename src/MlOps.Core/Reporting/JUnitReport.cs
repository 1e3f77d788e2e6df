using System.Globalization;
using System.Text;
using System.Xml;
using MlOps.Metrics;
using MlOps.Running;

namespace MlOps.Reporting;

/// <summary>Writes a run as JUnit XML, which every build server reads: a suite a step, a test case a gate.</summary>
/// <remarks>JUnit never described its format. Held is junit-10.xsd of Jenkins' xUnit plugin, which is stricter than its JUnit plugin.</remarks>
public static class JUnitReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="run">What the run did.</param>
    public static string Write(RunResult run)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", run.Pipeline);
            Attribute(xml, "time", Seconds(run.Seconds));
            foreach (var step in run.Steps)
            {
                Suite(xml, run, step);
            }

            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void Suite(XmlWriter xml, RunResult run, StepRun step)
    {
        // a step without gates is one test case: it worked or it did not
        var gates = step.Result?.Evaluation?.Gates ?? [];
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", step.Name);
        Attribute(xml, "tests", Math.Max(1, gates.Count).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "failures", gates.Count(gate => !gate.Passed).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "errors", step.Status == StepStatus.Failed ? "1" : "0");
        Attribute(xml, "skipped", IsSkipped(step) ? "1" : "0");
        Attribute(xml, "time", Seconds(step.Seconds));
        Attribute(xml, "file", step.Location.File);
        Attribute(xml, "timestamp", run.Started.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
        if (gates.Count == 0)
        {
            StepCase(xml, run, step);
        }

        foreach (var gate in gates)
        {
            GateCase(xml, run, step, gate);
        }

        xml.WriteEndElement();
    }

    private static void StepCase(XmlWriter xml, RunResult run, StepRun step)
    {
        Case(xml, run, step, step.Name, step.Seconds);
        if (step.Failure is { } failure)
        {
            xml.WriteStartElement("error");
            Attribute(xml, "type", failure.Rule.Code);
            Attribute(xml, "message", failure.Message);
            xml.WriteString(Plain(failure.ToString()));
            xml.WriteEndElement();
        }
        else if (IsSkipped(step))
        {
            xml.WriteStartElement("skipped");
            Attribute(xml, "message", step.SkippedFor is { } failed ? $"step '{failed}' failed" : "not run");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void GateCase(XmlWriter xml, RunResult run, StepRun step, GateResult gate)
    {
        Case(xml, run, step, gate.From is { } revision ? $"{gate.Text} (of {revision})" : gate.Text, 0);
        if (!gate.Passed)
        {
            xml.WriteStartElement("failure");
            Attribute(xml, "type", gate.Outcome.ToString());
            Attribute(xml, "message", gate.Message);
            xml.WriteString($"value {MetricText.Of(gate.Value, gate.Unit)}\nthreshold {gate.Comparison} {MetricText.Of(gate.Threshold, gate.Unit)}\n");
            if (gate.Champion is not null)
            {
                xml.WriteString($"champion {MetricText.Of(gate.Champion, gate.Unit)}\n");
            }

            xml.WriteString(Plain($"gate at {gate.Location}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, RunResult run, StepRun step, string name, double seconds)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", name);
        Attribute(xml, "classname", $"{run.Pipeline}.{step.Name}");
        Attribute(xml, "time", Seconds(seconds));
    }

    private static bool IsSkipped(StepRun step) => step.Status is StepStatus.Skipped or StepStatus.Cancelled or StepStatus.NotAsked;

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Plain(value));

    // XML cannot hold control characters, not even escaped
    private static string Plain(string text) => PlainText.Of(text, PlainText.MaxSentence);

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
