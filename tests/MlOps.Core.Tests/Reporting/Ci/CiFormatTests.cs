using System.Text.Json;
using System.Text.RegularExpressions;
using MlOps.Diagnostics;
using MlOps.Reporting.Ci;
using MlOps.Running;

namespace MlOps.Tests.Reporting.Ci;

/// <summary>Each expected text is worked out by hand from the documentation of the build server.</summary>
public sealed partial class CiFormatTests
{
    private static readonly Annotation _gate = new(Rules.GateNotMet, "models/pipeline.yml", 28, 9, 24, "accuracy is 0.87; gate 'accuracy >= 0.9' is not met");
    private static readonly Annotation _tricky = new(Rules.GateNotMet, "a,b:c;d]/100%.yml", 3, 0, 0, "100%: [a|b] 'é'; c");
    private static readonly Annotation _nowhere = new(Rules.BuildNotRead, null, 0, 0, 0, "no event");
    private static readonly Annotation _note = new(Rules.NoChampionYet, null, 0, 0, 0, "there is no champion yet");

    private static readonly RunResult _run = WithMetrics(new()
    {
        ["f1"] = 0.977,
        ["f1[a \"b\"]"] = 0.5,
        ["f1[spam]"] = 0.96,
        ["latency.p95"] = 0.00314,
        ["size"] = 17_500_000,
        ["roc-auc"] = null,
        ["rows"] = 6046,
    });

    [Fact]
    public void GitHub_reads_workflow_commands() => Assert.Equal(
        """
        ::error file=models/pipeline.yml,line=28,col=9,endColumn=24,title=MLOPS4001%3A gate not met::accuracy is 0.87; gate 'accuracy >= 0.9' is not met
        ::error file=a%2Cb%3Ac;d]/100%25.yml,line=3,title=MLOPS4001%3A gate not met::100%25: [a|b] 'é'; c
        ::warning title=MLOPS6001%3A build not fully known::no event
        ::notice title=MLOPS4005%3A no champion yet::there is no champion yet

        """,
        GitHubCommands.Write([_note, _nowhere, _gate, _tricky]));

    [Theory]
    [InlineData(10, 10, null)]
    [InlineData(11, 9, "::error title=mlops::2 more of this level; the report lists them all")]
    [InlineData(300, 9, "::error title=mlops::291 more of this level; the report lists them all")]
    public void GitHub_keeps_ten_of_a_level_and_the_last_counts_the_rest(int count, int shown, string? last)
    {
        var lines = GitHubCommands.Write([.. Enumerable.Repeat(_gate, count), _nowhere]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(shown, lines.Count(line => line.StartsWith("::error file=", StringComparison.Ordinal)));
        Assert.Equal(last is null ? 0 : 1, lines.Count(line => line == last));
        Assert.Equal("::warning title=MLOPS6001%3A build not fully known::no event", lines[^1]);
    }

    [Fact]
    public void Azure_reads_logging_commands() => Assert.Equal(
        """
        ##vso[task.logissue type=error;sourcepath=models/pipeline.yml;linenumber=28;columnnumber=9;code=MLOPS4001;]accuracy is 0.87; gate 'accuracy >= 0.9' is not met
        ##vso[task.logissue type=error;sourcepath=a,b:c%3Bd%5D/100%AZP25.yml;linenumber=3;code=MLOPS4001;]100%AZP25: [a|b] 'é'; c
        ##vso[task.logissue type=warning;code=MLOPS6001;]no event

        """,
        AzureCommands.Write([_gate, _tricky, _nowhere, _note]));

    [Fact]
    public void TeamCity_reads_service_messages()
    {
        var written = TeamCityMessages.Problems([_gate, _tricky, _nowhere]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(5, written.Length);
        Assert.StartsWith("##teamcity[inspectionType id='MLOPS4001' name='gate not met' description='", written[0], StringComparison.Ordinal);
        Assert.Equal(
            "##teamcity[inspection typeId='MLOPS4001' message='accuracy is 0.87; gate |'accuracy >= 0.9|' is not met' file='models/pipeline.yml' line='28' SEVERITY='ERROR']",
            written[1]);
        Assert.Equal("##teamcity[inspection typeId='MLOPS4001' message='100%: |[a||b|] |'|0x00E9|'; c' file='a,b:c;d|]/100%.yml' line='3' SEVERITY='ERROR']", written[2]);
        Assert.StartsWith("##teamcity[buildProblem description='MLOPS4001: accuracy is 0.87; gate |'accuracy >= 0.9|' is not met' identity='MLOPS4001_", written[3], StringComparison.Ordinal);
        Assert.All(written[3..], line => Assert.InRange(Identity().Match(line).Groups[1].Length, 1, TeamCityMessages.MaxIdentity));
    }

    [Fact]
    public void TeamCity_draws_the_metrics_that_have_a_value() => Assert.Equal(
        """
        ##teamcity[buildStatisticValue key='mail-spam.f1' value='0.977']
        ##teamcity[buildStatisticValue key='mail-spam.f1|[a "b"|]' value='0.5']
        ##teamcity[buildStatisticValue key='mail-spam.f1|[spam|]' value='0.96']
        ##teamcity[buildStatisticValue key='mail-spam.latency.p95' value='0.00314']
        ##teamcity[buildStatisticValue key='mail-spam.size' value='17500000']
        ##teamcity[buildStatisticValue key='mail-spam.rows' value='6046']

        """,
        TeamCityMessages.Statistics(_run));

    [Fact]
    public void GitLab_reads_code_quality_findings_with_a_file()
    {
        using var json = JsonDocument.Parse(GitLabCodeQuality.Write([_gate, _tricky, _nowhere]));
        var findings = json.RootElement.EnumerateArray().ToList();

        Assert.Equal(2, findings.Count);
        Assert.Equal("models/pipeline.yml", findings[0].GetProperty("location").GetProperty("path").GetString());
        Assert.Equal(28, findings[0].GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32());
        Assert.Equal(("major", "MLOPS4001: gate not met"), (findings[0].GetProperty("severity").GetString(), findings[0].GetProperty("check_name").GetString()));
        Assert.NotEqual(findings[0].GetProperty("fingerprint").GetString(), findings[1].GetProperty("fingerprint").GetString());
    }

    [Fact]
    public void A_finding_with_another_value_is_the_same_finding_to_GitLab()
    {
        string? Fingerprint(Annotation annotation)
        {
            using var json = JsonDocument.Parse(GitLabCodeQuality.Write([annotation]));
            return json.RootElement[0].GetProperty("fingerprint").GetString();
        }

        Assert.Equal(Fingerprint(_gate), Fingerprint(_gate with { Message = "accuracy is 0.88" }));
        Assert.NotEqual(Fingerprint(_gate), Fingerprint(_gate with { Line = 29 }));
    }

    [Fact]
    public void A_run_without_findings_is_an_empty_report() => Assert.Equal("[]\n", GitLabCodeQuality.Write([]));

    [Fact]
    public void Metrics_are_gauges_with_their_unit_and_label() => Assert.Equal(
        """
        # TYPE mlops_f1 gauge
        mlops_f1{pipeline="mail-spam"} 0.977
        mlops_f1{pipeline="mail-spam",label="a \"b\""} 0.5
        mlops_f1{pipeline="mail-spam",label="spam"} 0.96
        # TYPE mlops_latency_p95_seconds gauge
        mlops_latency_p95_seconds{pipeline="mail-spam"} 0.00314
        # TYPE mlops_size_bytes gauge
        mlops_size_bytes{pipeline="mail-spam"} 17500000
        # TYPE mlops_rows gauge
        mlops_rows{pipeline="mail-spam"} 6046
        # EOF

        """,
        OpenMetrics.Write(_run));

    [Fact]
    public void Outputs_of_a_GitHub_step_are_a_line_each()
    {
        var outputs = Outputs(GitHubOutputs.Write(_run, ".mlops/report/report.html"));

        Assert.Equal(("passed", ".mlops/report/report.html", _run.Id), (outputs["verdict"], outputs["report"], outputs["run"]));
        Assert.Equal(("mail-spam", "4", "Production"), (outputs["model"], outputs["version"], outputs["stage"]));
        Assert.Equal(("0.977", "0.00314", ""), (outputs["f1"], outputs["latency-p95"], outputs["roc-auc"]));
        Assert.Equal("""{"f1":0.977,"f1[a \u0022b\u0022]":0.5,"f1[spam]":0.96,"latency.p95":0.00314,"size":17500000,"roc-auc":null,"rows":6046}""", outputs["metrics"]);
        Assert.DoesNotContain(outputs.Keys, name => name.Contains('['));
        Assert.Equal("", Outputs(GitHubOutputs.Write(SampleRuns.Failed, "x"))["model"]);
        Assert.Equal("verdict=invalid\n", GitHubOutputs.Invalid());
    }

    [Fact]
    public void No_text_of_the_data_becomes_a_line_of_its_own() => Assert.All(HostileTexts.All(200), text =>
    {
        var run = SampleRuns.Hostile(text);
        var annotations = Annotation.Of(run, new("/work", "/work"));

        Assert.All(Lines(GitHubCommands.Write(annotations)), line => Assert.Matches("^::(error|warning|notice) ", line));
        Assert.All(Lines(AzureCommands.Write(annotations)), line => Assert.Matches(@"^##vso\[task\.logissue [^\]]*\]", line));
        Assert.All(Lines(TeamCityMessages.Problems(annotations) + TeamCityMessages.Statistics(run)), line => Assert.Matches(@"^##teamcity\[[a-zA-Z]+( [a-zA-Z]+='([^'|\[\]]|\|['|\[\]]|\|0x[0-9A-F]{4})*')+\]$", line));
        Assert.All(Lines(OpenMetrics.Write(run)), line => Assert.Matches("""^(# (TYPE mlops_[A-Za-z0-9_]+ gauge|EOF)|mlops_[A-Za-z0-9_]+\{pipeline="([^"\\]|\\.)*"(,label="([^"\\]|\\.)*")?\} [0-9.E+-]+)$""", line));
        Assert.Equal(["gate-not-met"], Lines(GitHubOutputs.Write(run, text)).Where(line => line.StartsWith("verdict=", StringComparison.Ordinal)).Select(line => line.Split('=')[1]).Distinct());
        using var json = JsonDocument.Parse(GitLabCodeQuality.Write(annotations));
    });

    private static RunResult WithMetrics(Dictionary<string, double?> metrics)
    {
        var (run, judge) = (SampleRuns.Passed, SampleRuns.Passed.Steps[2]);
        return run with { Steps = [judge with { Result = judge.Result! with { Metrics = metrics } }, .. run.Steps.Skip(3)] };
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string> Outputs(string text) =>
        Lines(text).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    [GeneratedRegex(@"identity='(\w+)'")]
    private static partial Regex Identity();
}
