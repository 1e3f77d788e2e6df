using System.Globalization;

namespace MlOps.TensorBoard;

/// <summary>
/// Draws a confusion matrix: a row a true label, a column a predicted one, each cell the darker the more of its row it holds.
/// Labels and counts stand beside and in the cells while there is room for them.
/// </summary>
internal static class ConfusionPicture
{
    /// <summary>More labels than that make no picture.</summary>
    public const int MostLabels = 2000;

    private const int MostWritten = 40;    // labels that are written out
    private const int LongestLabel = 20;   // letters
    private const int WidestUnwritten = 800;
    private const int Gap = 4;
    private const int Line = PixelFont.Height + Gap;
    private const string Axes = "rows: true label, columns: predicted";
    private static readonly Colour Dark = new(8, 48, 107);
    private static readonly Colour Grid = new(200, 200, 200);

    /// <summary>Draws a matrix.</summary>
    /// <param name="labels">C label names, from 1 to <see cref="MostLabels"/>.</param>
    /// <param name="counts">[C][C]: rows by true label (first index) and predicted label.</param>
    public static Canvas Draw(IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<long>> counts) =>
        labels.Count <= MostWritten ? DrawWritten([.. labels.Select(Shorten)], counts) : DrawCells(counts);

    private static Canvas DrawWritten(string[] labels, IReadOnlyList<IReadOnlyList<long>> counts)
    {
        var widest = counts.Max(row => row.Max(count => PixelFont.WidthOf(Text(count))));
        var (across, down) = (Math.Max(widest, Line) + (2 * Gap), Line + (2 * Gap));
        var margin = labels.Max(PixelFont.WidthOf) + (2 * Gap);
        var top = margin + Line;
        var picture = new Canvas(
            Math.Max(margin + (labels.Length * across), PixelFont.WidthOf(Axes) + Gap) + Gap, top + (labels.Length * down) + Gap);
        picture.Write(Gap, Gap, Axes, Colour.Black);
        for (var i = 0; i < labels.Length; i++)
        {
            picture.Write(margin - Gap - PixelFont.WidthOf(labels[i]), top + (i * down) + ((down - PixelFont.Height) / 2), labels[i], Colour.Black);
            picture.WriteUpwards(margin + (i * across) + ((across - PixelFont.Height) / 2), top - Gap, labels[i], Colour.Black);
        }

        for (var truth = 0; truth < labels.Length; truth++)
        {
            var total = counts[truth].Sum();
            for (var predicted = 0; predicted < labels.Length; predicted++)
            {
                var (x, y) = (margin + (predicted * across), top + (truth * down));
                var (count, share) = (counts[truth][predicted], Share(counts[truth][predicted], total));
                picture.Fill(x, y, across, down, Grid);
                picture.Fill(x + 1, y + 1, across - 1, down - 1, Shade(share));
                picture.Write(
                    x + ((across - PixelFont.WidthOf(Text(count))) / 2), y + ((down - PixelFont.Height) / 2), Text(count), share > 0.5 ? Colour.White : Colour.Black);
            }
        }

        return picture;
    }

    private static Canvas DrawCells(IReadOnlyList<IReadOnlyList<long>> counts)
    {
        var side = Math.Max(1, WidestUnwritten / counts.Count);
        var picture = new Canvas(counts.Count * side, counts.Count * side);
        for (var truth = 0; truth < counts.Count; truth++)
        {
            var total = counts[truth].Sum();
            for (var predicted = 0; predicted < counts.Count; predicted++)
            {
                picture.Fill(predicted * side, truth * side, side, side, Shade(Share(counts[truth][predicted], total)));
            }
        }

        return picture;
    }

    private static double Share(long count, long total) => total == 0 ? 0 : (double)count / total;

    private static Colour Shade(double share) => Colour.White.Towards(Dark, share);

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Shorten(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 2)] + "..";
}
