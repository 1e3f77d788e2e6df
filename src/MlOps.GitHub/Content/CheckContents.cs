using MlOps.Diagnostics;
using MlOps.Reporting;
using MlOps.Reporting.Ci;
using MlOps.Running;

namespace MlOps.GitHub.Content;

/// <summary>Writes what a check shows: while a run goes on, when it has ended, and when there was none.</summary>
public static class CheckContents
{
    // what the verdict rests on; all else stands below
    private static readonly string[] InSummary = ["Changed gates", "Problems", "Registration", "Gates", "Drift", "Metrics", "Slices", "Training"];

    /// <summary>Of a run that has ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="paths">Where files lie in the repository.</param>
    public static CheckContent Of(RunResult run, RepositoryPaths paths)
    {
        var report = RunReport.Of(run);
        string[] summary = [.. report.Sections.Where(section => InSummary.Contains(section.Heading)).Select(MarkdownReport.Section)];
        string[] details = [.. report.Sections.Where(section => !InSummary.Contains(section.Heading)).Select(MarkdownReport.Section)];
        return new(
            OutcomeOf(run.Verdict),
            Title(report.Headline),
            BoundedMarkdown.Join([$"{MarkdownReport.Headline(report)}\n", .. summary]),
            BoundedMarkdown.Join(details),
            AnnotationList.Of(run, paths));
    }

    /// <summary>Of a run that goes on.</summary>
    /// <param name="steps">The steps that have begun, in their order, with what became of each; null while it runs.</param>
    public static CheckContent OfProgress(IReadOnlyList<(string Name, StepStatus? Status)> steps)
    {
        var running = steps.Where(step => step.Status is null).Select(step => PlainText.Of(step.Name, PlainText.MaxName)).ToList();
        var title = running.Count > 0 ? $"Running: {string.Join(", ", running)}" : steps.Count > 0 ? "Between two steps" : "Starting";
        string[] lines = [.. steps.Select(step => $"- {Markdown.Code(step.Name)}: {Word(step.Status)}\n")];
        return new(CheckOutcome.InProgress, Title(title), BoundedMarkdown.Join(lines.Length > 0 ? lines : ["The run has begun.\n"]), null, []);
    }

    /// <summary>Of a pipeline with mistakes, or another failure because of which there is no run.</summary>
    /// <param name="found">The findings.</param>
    /// <param name="paths">Where files lie in the repository.</param>
    public static CheckContent OfMistakes(IReadOnlyList<Diagnostic> found, RepositoryPaths paths)
    {
        var errors = found.Count(finding => finding.Rule.Severity == Severity.Error);
        return new(
            CheckOutcome.Failure,
            Title(errors == 1 ? found.First(finding => finding.Rule.Severity == Severity.Error).Message : $"{errors} mistakes; nothing ran"),
            BoundedMarkdown.Join(["❌ Nothing ran.\n\n", .. found.Select(Line)]),
            null,
            AnnotationList.Of(found, paths));
    }

    /// <summary>Of a run that ended without a result.</summary>
    /// <param name="cancelled">True when somebody stopped it.</param>
    public static CheckContent OfLost(bool cancelled) => cancelled
        ? new(CheckOutcome.Cancelled, "The run was cancelled", "⏹️ The run was cancelled before it had a result.\n", null, [])
        : new(CheckOutcome.Failure, "The run was lost", $"❌ The run ended without a result: its machine or its process was lost, or its folder was not uploaded.\n\n{Rules.RunLost.Code}: {Rules.RunLost.Cure}\n", null, []);

    private static CheckOutcome OutcomeOf(Verdict verdict) => verdict switch
    {
        Verdict.Passed => CheckOutcome.Success,
        Verdict.Cancelled => CheckOutcome.Cancelled,
        _ => CheckOutcome.Failure,
    };

    private static string Line(Diagnostic finding) =>
        $"- {Markdown.Code(finding.Location.ToString())}: {finding.Rule.Code}: {Markdown.Sentence(finding.Message)}\n";

    private static string Word(StepStatus? status) => status switch
    {
        null => "runs",
        StepStatus.Ran => "done",
        StepStatus.Reused => "reused",
        StepStatus.Failed => "**failed**",
        StepStatus.Cancelled => "cancelled",
        _ => "left out",
    };

    private static string Title(string text) => PlainText.Of(text, GitHubLimits.TitleCharacters - 1);
}
