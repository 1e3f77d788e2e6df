using System.Globalization;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Pictures;
using MlOps.Remote;
using MlOps.Spec;

namespace MlOps.Steps.Preprocess;

/// <summary>One run of the step. Two passes: the first reads the data, the second writes the splits; texts wait in a file between them.</summary>
/// <param name="spec">What to do.</param>
/// <param name="context">Folders and seed.</param>
/// <param name="checkPicture">Decodes a picture; null in programs that read texts only.</param>
internal sealed class Preprocessing(PreprocessSpec spec, StepContext context, PictureCheck? checkPicture)
{
    /// <summary>Runs.</summary>
    /// <param name="ct">Stops at the next thousand rows.</param>
    /// <exception cref="MlOpsException">MLOPS2004, MLOPS2005 or MLOPS2006; MLOPS2002 or MLOPS2012 for a picture.</exception>
    public StepResult Run(CancellationToken ct)
    {
        var texts = Path.Combine(context.OutputFolder, "rows.tmp");
        try
        {
            using var intake = new RowIntake(spec, context, checkPicture, texts);
            var entries = intake.Read(ct);
            if (entries.Length == 0)
            {
                var newer = spec.Watermark is { After: { } after } watermark ? $"; column '{watermark.Column}' says which are new: those behind '{after}'" : "";
                throw TooFew(string.Create(CultureInfo.InvariantCulture, $"no row is left of {intake.RowsRead}{newer}"));
            }

            var (rows, labelSets) = (entries.Length, SortLabelSets(entries, intake.LabelSets));
            var selection = new RowSelection(spec);
            var kept = selection.Select(entries, intake.Signatures);
            var (sides, counts) = Count(kept, rows, labelSets);
            var labels = counts.SelectMany(count => count.Labels()).Distinct().Order(StringComparer.Ordinal).ToList();
            CheckEnough(counts, labels);

            var dataHash = SplitFiles.Write(texts, sides, context.OutputFolder, ct);
            return Finish(new()
            {
                Source = string.Join(", ", spec.Sources.Select(Shown)),
                Fetched = [.. spec.Sources.Where(source => context.Remote.ContainsKey(source)).Select(source => Fetched(source, context.Remote[source]))],
                DataHash = dataHash,
                Preparation = spec.Preparation,
                LabelColumn = spec.Target.Shown,
                Columns = [.. intake.Columns],
                Labels = spec.Target.Kind == TargetKind.Values ? [.. spec.Target.Columns.Select(column => column.Value)] : labels,
                Target = spec.Target.Kind,
                MultiLabel = spec.Target.Kind == TargetKind.Labels,
                RowsRead = intake.RowsRead,
                Watermark = intake.Watermark,
                Splits = [.. SplitFiles.All.Select((split, index) => counts[index].ToCard(split.Name, labels))],
                Dropped = new SortedDictionary<string, long>(intake.Dropped.Concat(selection.Dropped).ToDictionary(), StringComparer.Ordinal),
                Redacted = new SortedDictionary<string, long>(intake.Redacted.Places.ToDictionary(), StringComparer.Ordinal),
                ConflictingTexts = selection.ConflictingTexts,
            });
        }
        finally
        {
            File.Delete(texts);
        }
    }

    private static string Shown(SpecText source) => RemoteAddress.IsOne(source) ? RemoteAddress.Parse(source).Shown : source.Shown;

    private static FetchedSource Fetched(SpecText source, RemoteFile file) => new(Shown(source), file.Sha256, file.ETag, file.Bytes);

    // label sets are numbered as the rows come; their ordinal order is the same for every order of the rows
    private static IReadOnlyList<string>[] SortLabelSets(RowEntry[] entries, LabelTable table)
    {
        var ranks = table.Ranks();
        foreach (ref var entry in entries.AsSpan())
        {
            entry.LabelSet = ranks[entry.LabelSet];
        }

        var sorted = table.Sets.ToArray();
        Array.Sort(ranks, sorted);
        return sorted;
    }

    private static (Side[] Sides, SplitCount[] Counts) Count(ReadOnlySpan<RowEntry> kept, int rows, IReadOnlyList<string>[] labelSets)
    {
        var sides = new Side[rows];
        SplitCount[] counts = [.. SplitFiles.All.Select(_ => new SplitCount(labelSets))];
        foreach (var row in kept)
        {
            sides[row.Row] = row.Side;
            counts[row.Side - Side.Train].Add(row);
        }

        return (sides, counts);
    }

    private void CheckEnough(SplitCount[] counts, List<string> labels)
    {
        if (spec.Target.Kind is TargetKind.Label or TargetKind.Tags && labels.Count < 2)
        {
            throw TooFew($"every row that is left carries the {(spec.Target.Kind == TargetKind.Tags ? "tag" : "label")} '{labels.FirstOrDefault()}'; expected two or more");
        }

        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i].Rows == 0)
            {
                var found = string.Join(", ", SplitFiles.All.Select((split, index) => string.Create(CultureInfo.InvariantCulture, $"{split.Name} {counts[index].Rows}")));
                throw TooFew($"no row is left for '{SplitFiles.All[i].Name}' ({found}); expected at least one in each split");
            }
        }
    }

    private MlOpsException TooFew(string message) => new(Rules.TooFewRows, context.Location, $"step '{context.Name}': {message}");

    private StepResult Finish(DataCard card)
    {
        AtomicFile.WriteText(Path.Combine(context.OutputFolder, "data-card.json"), JsonSerializer.Serialize(card, DataCardJson.Default.DataCard) + "\n");
        AtomicFile.WriteText(Path.Combine(context.OutputFolder, "DATA_CARD.md"), DataCardMarkdown.Write(card));
        var rows = card.Splits.Sum(split => split.Rows);
        return new()
        {
            Data = card,
            Metrics = new Dictionary<string, double?> { ["rows"] = rows, ["rows-dropped"] = card.RowsRead - rows },
            Diagnostics = card.ConflictingTexts == 0 ? [] : [Conflict(card.ConflictingTexts)],
        };
    }

    private Diagnostic Conflict(long texts) => new(
        Rules.ConflictingLabels,
        context.Location,
        string.Create(CultureInfo.InvariantCulture, $"step '{context.Name}': {texts:N0} {(spec.Input == InputKind.Image ? "pictures" : "texts")} stand in the data with different labels; {(spec.Drops(DropRule.Duplicates) ? "the label that most rows carry was kept" : "all of their rows were kept")}"));
}
