using System.Text;
using Markdig;
using MlOps.Diagnostics;
using MlOps.GitHub.Content;
using MlOps.GitHub.Tests.Fake;
using MlOps.Metrics;
using MlOps.Running;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Tests.Reporting;

namespace MlOps.GitHub.Tests.Content;

public sealed class CheckContentsTests
{
    private static readonly MarkdownPipeline GitHubMarkdown = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras().Build();

    [Fact]
    public void A_check_and_its_comment_are_as_approved()
    {
        var content = CheckContents.Of(SampleRuns.GateNotMet, Flow.Paths);

        Approve("check.md", $"{content.Outcome}: {content.Title}\n\n{content.Summary}\n----\n{content.Text}");
        Approve("comment.md", CommentContents.Of(SampleRuns.GateNotMet, Flow.Identity, [("Check", new("https://github.com/octo-org/mail/runs/1"))]));
    }

    [Fact]
    public void A_gate_that_is_not_met_is_annotated_on_its_columns()
    {
        var annotations = CheckContents.Of(SampleRuns.GateNotMet, Flow.Paths).Annotations;

        // pipeline.yml(28,9): accuracy >= 0.99, 16 characters
        Assert.Equal(new("pipeline.yml", 28, (9, 24), AnnotationLevel.Failure, "MLOPS4001: gate not met", "accuracy is 0.9818 on 605 rows; gate 'accuracy >= 0.99' is not met\nTrain a better model, or change the gate in a reviewed commit."), annotations[0]);
        _ = Assert.Single(annotations, annotation => annotation.Title.StartsWith("MLOPS4001", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gate_of_another_revision_is_annotated_on_its_line_without_columns()
    {
        var run = With(SampleRuns.GateNotMet, gate => gate with { From = "origin/main" });

        Assert.All(CheckContents.Of(run, Flow.Paths).Annotations, annotation => Assert.Null(annotation.Columns));
    }

    [Fact]
    public void Changed_gates_stand_first()
    {
        var run = SampleRuns.GateNotMet with
        {
            GateReview = new("origin/main", Judged: false, Unread: null, [new("judge", "accuracy >= 0.99", "accuracy >= 0.5", GateEffect.Lowered, new("pipeline.yml", 28, 9))]),
        };

        var content = CheckContents.Of(run, Flow.Paths);
        var comment = CommentContents.Of(run, Flow.Identity, []);

        Assert.Equal(AnnotationLevel.Warning, content.Annotations[0].Level);
        Assert.Contains("asks for less than origin/main", content.Annotations[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("### Changed gates", content.Summary[content.Summary.IndexOf("###", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.StartsWith("### Changed gates", comment[comment.IndexOf("###", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Dropped_data_is_a_warning_on_its_step()
    {
        var annotation = Assert.Single(CheckContents.Of(SampleRuns.Passed, Flow.Paths).Annotations);

        Assert.Equal(new("pipeline.yml", 6, null, AnnotationLevel.Warning, "Dropped data", "107 of 6,046 rows (1.8 %) were dropped: 3 empty, 104 duplicates."), annotation);
    }

    [Fact]
    public void Mistakes_of_the_pipeline_fail_the_check_on_their_lines()
    {
        var content = CheckContents.OfMistakes(
            [new(Rules.UnknownKey, new("models/pipeline.yml", 4, 6), "step 'b' has no key 'runs'"), new(Rules.NoCuda, Location.None, "no GPU")],
            new("/repository/sub", "/repository"));

        Assert.Equal((CheckOutcome.Failure, "2 mistakes; nothing ran"), (content.Outcome, content.Title));
        Assert.Equal([("sub/models/pipeline.yml", 4)], content.Annotations.Select(annotation => (annotation.Path, annotation.Line)));
    }

    [Fact]
    public void Three_hundred_thousand_characters_are_cut_between_two_lines_with_a_note()
    {
        var run = SampleRuns.Failed with
        {
            Steps = [.. SampleRuns.Failed.Steps, .. Enumerable.Range(0, 50).Select(step => SampleRuns.Passed.Steps[2] with { Name = $"judge-{step}", Result = Slices(step) })],
        };
        var whole = string.Concat(RunReportSections(run));

        var content = CheckContents.Of(run, Flow.Paths);
        var comment = CommentContents.Of(run, Flow.Identity, []);

        Assert.True(whole.Length > 300_000, $"{whole.Length} characters");
        Assert.InRange(Encoding.UTF8.GetByteCount(content.Summary), 64_000, GitHubLimits.BodyBytes);
        Assert.Matches(@"\|\n\n_[0-9,]+ more lines: GitHub shows no more than 65,535 characters here\. The whole report is `report.html` of the run\._\n\z", content.Summary);
        Assert.All(content.Summary.Split('\n'), line => Assert.True(line.Length == 0 || whole.Contains(line, StringComparison.Ordinal) || line[0] is '_' or '❌', line));
        Assert.InRange(Encoding.UTF8.GetByteCount(comment), 0, GitHubLimits.BodyBytes);
        Assert.EndsWith($"{Flow.Identity.Marker}\n", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_out_of_the_data_becomes_markup()
    {
        foreach (var text in HostileTexts.All(200))
        {
            var run = SampleRuns.Hostile(text);
            var content = CheckContents.Of(run, Flow.Paths);
            var comment = CommentContents.Of(run, new("check", text), []);
            foreach (var markdown in new[] { content.Summary, content.Text!, comment[..comment.LastIndexOf("<!--", StringComparison.Ordinal)] })
            {
                var html = Markdown.ToHtml(markdown, GitHubMarkdown);
                Assert.DoesNotMatch("<(?!/?(h2|h3|p|table|thead|tbody|tr|td|th|code|em|strong|ul|li|br)[ >/])", html);
            }

            Assert.All(content.Annotations, annotation => Assert.DoesNotContain(annotation.Path, char.IsControl));
        }
    }

    private static IEnumerable<string> RunReportSections(RunResult run) => MlOps.Reporting.RunReport.Of(run).Sections.Select(MlOps.Reporting.MarkdownReport.Section);

    private static StepResult Slices(int step) => new()
    {
        Evaluation = SampleRuns.Passed.Steps[2].Result!.Evaluation! with
        {
            Slices = [.. Enumerable.Range(0, 100).Select(slice => new SliceScore("group", $"Gruppe-äöü-{step}-{slice}", 7, new Dictionary<string, double?> { ["accuracy"] = 0.9, ["f1"] = null }))],
        },
    };

    private static RunResult With(RunResult run, Func<GateResult, GateResult> change) => run with
    {
        Steps = [.. run.Steps.Select(step => step.Result?.Evaluation is { } evaluation
            ? step with { Result = step.Result with { Diagnostics = [], Evaluation = evaluation with { Gates = [.. evaluation.Gates.Select(change)] } } }
            : step)],
    };

    private static void Approve(string name, string actual) =>
        Approved.Equal(Path.Combine(Repository.Top, "tests", "MlOps.GitHub.Tests", "Content", "cases", name), actual);
}
