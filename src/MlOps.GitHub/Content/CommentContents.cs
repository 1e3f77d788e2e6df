using MlOps.Reporting;
using MlOps.Running;

namespace MlOps.GitHub.Content;

/// <summary>Writes the comment of a pull request: the verdict, changed gates, every gate, the metrics beside the champion's, links.</summary>
public static class CommentContents
{
    private static readonly string[] Shown = ["Changed gates", "Problems", "Gates", "Metrics", "Registration"];

    /// <summary>Of a run that has ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="identity">By what the comment is found again.</param>
    /// <param name="links">What it leads to: words and address.</param>
    public static string Of(RunResult run, ReportIdentity identity, IReadOnlyList<(string Words, Uri Address)> links)
    {
        var report = RunReport.Of(run);
        return BoundedMarkdown.Join(
            [$"**{MarkdownReport.Headline(report)}**\n", .. report.Sections.Where(section => Shown.Contains(section.Heading)).Select(MarkdownReport.Section)],
            End(identity, links, run.Id));
    }

    /// <summary>Of a run that has no result.</summary>
    /// <param name="check">What the check says.</param>
    /// <param name="identity">By what the comment is found again.</param>
    /// <param name="links">What it leads to: words and address.</param>
    public static string Of(CheckContent check, ReportIdentity identity, IReadOnlyList<(string Words, Uri Address)> links) =>
        BoundedMarkdown.Join([$"**{Markdown.Sentence(identity.Pipeline)}: {Markdown.Sentence(check.Title)}**\n\n", check.Summary], End(identity, links, null));

    private static string End(ReportIdentity identity, IReadOnlyList<(string Words, Uri Address)> links, string? run)
    {
        string[] parts = [.. links.Select(link => $"[{link.Words}]({link.Address.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})"), .. run is null ? [] : new[] { $"run {Markdown.Code(run)}" }];
        return $"\n{(parts.Length > 0 ? $"{string.Join(" · ", parts)}\n\n" : "")}{identity.Marker}\n";
    }
}
