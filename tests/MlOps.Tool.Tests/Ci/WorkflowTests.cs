using System.Text.Json;
using System.Text.RegularExpressions;
using MlOps.Testing;

namespace MlOps.Tool.Tests.Ci;

/// <summary>The workflows and the action of this repository, as GitHub reads them.</summary>
[Collection(SharedCiChecks.Name)]
public sealed partial class WorkflowTests
{
    private static readonly string _workflows = Path.Combine(Repository.Top, ".github", "workflows");

    public static TheoryData<string> Workflows => [.. Directory.EnumerateFiles(_workflows, "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task GitHubs_parser_and_actionlint_find_nothing() =>
        Assert.Equal("", await CiChecks.LintAsync([Path.Combine(Repository.Top, "action.yml"), .. Directory.EnumerateFiles(_workflows, "*.yml")]));

    [Fact]
    public async Task Both_would_find_a_mistake()
    {
        using var folder = new TemporaryFolder();
        var workflow = folder.Write("wrong.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.head_ref }}\n        shel: bash\n");
        var action = folder.Write("action.yml", "name: a\ndescription: b\nruns:\n  using: composite\n  steps:\n    - run: echo\n      shell: bash\n      with: {}\n");

        Assert.Contains("potentially untrusted", await CiChecks.LintAsync(workflow), StringComparison.Ordinal);
        Assert.Contains("shel", await CiChecks.LintAsync(workflow), StringComparison.Ordinal);
        Assert.NotEqual("", await CiChecks.LintAsync(action));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_grants_no_more_than_it_says_and_no_job_hangs(string name)
    {
        var text = File.ReadAllText(Path.Combine(_workflows, name));

        // jobs are granted what they need one by one; nothing may be written by default
        Assert.Matches(@"(?m)^permissions:( \{\}|\n  contents: read)$", text);
        Assert.DoesNotContain("write-all", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.Equal(JobRunner().Count(text), Timeout().Count(text));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    [InlineData("../../action.yml")]
    public void Other_actions_are_pinned_by_commits_with_their_version_beside_them(string name)
    {
        var uses = Uses().Matches(File.ReadAllText(Path.Combine(_workflows, name))).Select(match => match.Groups[1].Value).Where(uses => !uses.StartsWith("./", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, one => Assert.Matches(@"^actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", one));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    [InlineData("../../action.yml")]
    public void No_script_has_an_expression_in_its_text(string name)
    {
        // a value that becomes part of a script could be one itself
        var scripts = Script().Matches(File.ReadAllText(Path.Combine(_workflows, name))).Select(match => match.Value);

        Assert.DoesNotContain(scripts, script => script.Contains("${{", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_workflow_that_refuses_forks_may_use_a_machine_that_is_not_GitHubs()
    {
        var others = Directory.EnumerateFiles(_workflows, "*.yml").Where(file => JobRunner().Matches(File.ReadAllText(file)).Any(job => !job.Value.Contains("-latest", StringComparison.Ordinal))).ToList();

        Assert.Equal("gpu.yml", Path.GetFileName(Assert.Single(others)));
        Assert.Contains("github.event.pull_request.head.repo.full_name == github.repository", File.ReadAllText(others[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.0", "- New.\n\n- And more.\n")]
    [InlineData("1.1.0", "- Old.\n")]
    [InlineData("1.1", null)]
    [InlineData("1.0.0", null)]
    public async Task A_release_takes_its_notes_from_the_changelog_and_needs_some(string version, string? notes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "releases are packed on Linux");
        using var folder = new TemporaryFolder();
        var changelog = folder.Write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n- Next.\n\n## 1.2.0\n\n- New.\n\n- And more.\n\n## 1.1.0\n\n- Old.\n\n## 1.0.0\n\n");

        var ended = await CiChecks.RunAsync(folder.Path, Path.Combine(Repository.Top, ".ci", "changelog"), [version], new Dictionary<string, string> { ["CHANGELOG"] = changelog });

        Assert.Equal((notes is null ? 1 : 0, notes ?? ""), (ended.ExitCode, ended.Out.TrimStart('\n')));
    }

    [Theory]
    [InlineData("pipeline.yml(12,9): error MLOPS1003: 'epochs' is 0", "pipeline.yml", "12", "9", "error", "MLOPS1003", "'epochs' is 0")]
    [InlineData("models/a b.yml: warning MLOPS6002: no space: left", "models/a b.yml", "", "", "warning", "MLOPS6002", "no space: left")]
    public void The_problem_matcher_reads_a_diagnostic(string line, params string[] parts)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Top, ".github", "mlops-problem-matcher.json")));
        var pattern = json.RootElement.GetProperty("problemMatcher")[0].GetProperty("pattern")[0];
        var match = Regex.Match(line, pattern.GetProperty("regexp").GetString()!, RegexOptions.ECMAScript);

        Assert.Equal(parts, ((string[])["file", "line", "column", "severity", "code", "message"]).Select(name => match.Groups[pattern.GetProperty(name).GetInt32()].Value));
    }

    [GeneratedRegex(@"^    runs-on: .*$", RegexOptions.Multiline)]
    private static partial Regex JobRunner();

    [GeneratedRegex(@"^    timeout-minutes: \d+", RegexOptions.Multiline)]
    private static partial Regex Timeout();

    [GeneratedRegex(@"^ +(?:- )?uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^( +)(- )?run: (\|\n(\1 +.*\n|\n)+|.*\n)", RegexOptions.Multiline)]
    private static partial Regex Script();
}
