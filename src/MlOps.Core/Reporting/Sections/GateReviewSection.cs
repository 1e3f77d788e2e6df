using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>The gates that a change would alter. It stands first: nobody lowers the bar unseen.</summary>
internal static class GateReviewSection
{
    public static ReportSection Of(RunResult run) => new("Changed gates", run.GateReview switch
    {
        { Unread: { } why } review => [Paragraph(review, $"could not be read: {why}. Whether this change alters them is not known.")],
        { Changes.Count: > 0 } review => [Table(review), Paragraph(review, review.Judged ? "were judged as well, as they stand there." : "were not judged; --gates-from does so.")],
        _ => [],
    });

    private static ReportBlock.Paragraph Paragraph(GateReview review, string what) => new(["The gates of ", ReportText.Code(review.From), $" {what}"]);

    private static ReportBlock.Table Table(GateReview review) => new(
        "Gates that differ, the gravest change first",
        [new("Step"), new("Change"), new(ReportText.Code(review.From)), new("Here")],
        [.. review.Changes.Take(ReportBlock.Table.MaxRows).Select(Row)]);

    private static IReadOnlyList<ReportText> Row(GateChange change) =>
    [
        ReportText.Code(change.Step),
        new(Word(change.Effect), change.Effect is GateEffect.Removed or GateEffect.Lowered ? TextKind.Bad : TextKind.Plain),
        Gate(change.Before),
        Gate(change.After),
    ];

    private static string Word(GateEffect effect) => effect switch
    {
        GateEffect.Removed => "removed",
        GateEffect.Lowered => "lowered",
        GateEffect.Changed => "changed",
        GateEffect.Raised => "raised",
        _ => "new",
    };

    private static ReportText Gate(string? text) => text is null ? ReportText.Muted("–") : ReportText.Code(text);
}
