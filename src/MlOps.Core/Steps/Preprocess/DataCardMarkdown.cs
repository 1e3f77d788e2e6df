using System.Globalization;
using System.Text;
using MlOps.Spec;

namespace MlOps.Steps.Preprocess;

/// <summary>The data card for people: <c>DATA_CARD.md</c>.</summary>
internal static class DataCardMarkdown
{
    // a table of more classes is no reading matter; data-card.json has them all
    private const int MostClasses = 100;

    /// <summary>Writes the card.</summary>
    public static string Write(DataCard card)
    {
        var text = new StringBuilder();
        var rows = card.Splits.Sum(split => split.Rows);
        Line(text, $"# Data card");
        Line(text, $"");
        Line(text, $"{rows:N0} rows of `{card.Source}` (of {card.RowsRead:N0} read), {Learnt(card)}.");
        Line(text, $"");
        var isPicture = card.Preparation.Input == InputKind.Image;
        Line(text, $"- {Read(card.Preparation)}");
        Line(text, $"- {Kebab.Of(card.Target)}: `{card.LabelColumn}`; other columns: {List(card.Columns)}");
        Line(text, $"- data hash: `{card.DataHash}`");
        foreach (var fetched in card.Fetched)
        {
            Line(text, $"- content of `{fetched.Address}`: `{fetched.Sha256}`, {fetched.Bytes:N0} bytes");
        }

        Table(text, "Splits", ["split", "rows", "shortest", "median", "95 %", "longest"], card.Splits.Select(split =>
            (IReadOnlyList<string>)[split.Name, Count(split.Rows), .. ((string[])["min", "p50", "p95", "max"]).Select(name => Count(split.Lengths[name]))]));
        Line(text, $"");
        Line(text, $"Lengths are {(isPicture ? "those of the shorter edges, in pixels" : "in characters")}.");
        if (card.Target is TargetKind.Label or TargetKind.Labels or TargetKind.Tags)
        {
            Classes(text, card);
        }

        Counts(text, "Dropped", ["reason", "rows"], card.Dropped);
        Counts(text, "Redacted", ["kind", "places"], card.Redacted);
        if (card.ConflictingTexts > 0)
        {
            Line(text, $"");
            Line(text, $"{card.ConflictingTexts:N0} {(isPicture ? "pictures" : "texts")} stand in the data with different labels.");
        }

        return text.ToString();
    }

    private static void Classes(StringBuilder text, DataCard card)
    {
        Table(text, "Labels", ["label", .. card.Splits.Select(split => split.Name)], card.Labels.Take(MostClasses).Select(label =>
            (IReadOnlyList<string>)[label, .. card.Splits.Select(split => Count(split.Classes[label]))]));
        if (card.Labels.Count > MostClasses)
        {
            Line(text, $"");
            Line(text, $"The other {card.Labels.Count - MostClasses:N0} labels stand in `data-card.json`.");
        }
    }

    private static string Read(Preparation preparation) => preparation.Input == InputKind.Image
        ? $"image: `{preparation.TextColumn}`"
        : $"text: `{preparation.TextColumn}`; cleaned: {List(preparation.Clean)}; redacted: {List(preparation.Redact)}";

    private static string Learnt(DataCard card) => card.Target switch
    {
        TargetKind.Label => $"{card.Labels.Count:N0} labels",
        TargetKind.Labels => $"{card.Labels.Count:N0} labels, any number of them in a row",
        TargetKind.Tags => $"{card.Labels.Count:N0} tags",
        TargetKind.Values => card.Labels.Count == 1 ? "one number each" : $"{card.Labels.Count:N0} numbers each",
        _ => "no labels",
    };

    private static void Counts(StringBuilder text, string title, IReadOnlyList<string> header, IReadOnlyDictionary<string, long> counts)
    {
        if (counts.Count > 0)
        {
            Table(text, title, header, counts.Select(count => (IReadOnlyList<string>)[count.Key, Count(count.Value)]));
        }
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line(text, $"");
        Line(text, $"## {title}");
        Line(text, $"");
        Line(text, $"| {string.Join(" | ", header)} |");
        Line(text, $"|{string.Concat(header.Select((_, column) => column == 0 ? "---|" : "---:|"))}");
        foreach (var row in rows)
        {
            Line(text, $"| {string.Join(" | ", row.Select(cell => cell.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)))} |");
        }
    }

    private static string List(IReadOnlyList<string> words) => words.Count == 0 ? "nothing" : string.Join(", ", words);

    private static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => _ = text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
