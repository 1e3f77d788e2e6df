using MlOps.Reporting.Content;
using MlOps.Running;
using MlOps.Steps;

namespace MlOps.Reporting.Sections;

/// <summary>What was read, dropped and kept: a digest of the data card.</summary>
internal static class DataSection
{
    private const int MostClasses = 8;

    public static ReportSection Of(RunResult run) =>
        new("Data", [.. run.Steps.Select(step => step.Result?.Data).OfType<DataCard>().SelectMany(Blocks)]);

    private static IEnumerable<ReportBlock> Blocks(DataCard card)
    {
        yield return new ReportBlock.Facts(
        [
            ("Source", ReportText.Code(card.Source)),
            .. card.Fetched.Select(fetched => ("Content", ReportText.Code(fetched.Sha256))),
            ("Rows read", Quantity.Count(card.RowsRead)),
            .. card.Watermark is { } taken ? [("New rows", Taken(taken))] : Array.Empty<(string, ReportText)>(),
            ("Rows dropped", Counts(card.Dropped)),
            ("Redacted", Counts(card.Redacted)),
            ("Data hash", ReportText.Code(card.DataHash)),
        ]);
        yield return Splits(card);
    }

    private static ReportBlock.Table Splits(DataCard card)
    {
        // the labels with the most rows, in their own order
        string[] shown =
        [
            .. card.Labels.OrderByDescending(label => card.Splits.Sum(split => split.Classes.GetValueOrDefault(label)))
                .Take(MostClasses).Order(StringComparer.Ordinal),
        ];
        var length = card.Preparation.Input == InputKind.Image ? "Shorter edge" : "Characters";
        ReportColumn[] rest = shown.Length < card.Labels.Count ? [new($"{card.Labels.Count - shown.Length} other labels", IsNumber: true)] : [];
        return new(
            "Splits",
            [
                new("Split"),
                new("Rows", IsNumber: true),
                .. shown.Select(label => new ReportColumn(ReportText.Code(label), IsNumber: true)),
                .. rest,
                new($"{length} (median)", IsNumber: true),
                new($"{length} (95 %)", IsNumber: true),
            ],
            [.. card.Splits.Select(split => Row(split, shown, rest.Length > 0))]);
    }

    private static IReadOnlyList<ReportText> Row(SplitCard split, string[] shown, bool hasRest)
    {
        ReportText[] rest = hasRest ? [Quantity.Count(split.Classes.Where(label => !shown.Contains(label.Key)).Sum(label => label.Value))] : [];
        return
        [
            split.Name,
            Quantity.Count(split.Rows),
            .. shown.Select(label => Class(split, label)),
            .. rest,
            Length(split, "p50"),
            Length(split, "p95"),
        ];
    }

    private static ReportText Class(SplitCard split, string label)
    {
        var count = split.Classes.GetValueOrDefault(label);
        return $"{Quantity.Count(count)} ({Quantity.Share(count, split.Rows)})";
    }

    private static ReportText Length(SplitCard split, string name) =>
        split.Lengths.TryGetValue(name, out var length) ? Quantity.Count((long)length) : "";

    private static ReportText Taken(Watermark taken) =>
        ReportText.Code(taken.After is { } after ? $"{taken.Column} > {after}, up to {taken.Until}" : $"{taken.Column} up to {taken.Until}");

    private static ReportText Counts(IReadOnlyDictionary<string, long> counts) =>
        counts.Values.Sum() == 0 ? "none" : string.Join(", ", counts.Where(count => count.Value > 0).Select(count => $"{Quantity.Count(count.Value)} {count.Key}"));
}
