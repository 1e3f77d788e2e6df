namespace MlOps.Reporting.Content;

/// <summary>A part of a section.</summary>
public abstract record ReportBlock
{
    private ReportBlock()
    {
    }

    /// <summary>A paragraph.</summary>
    /// <param name="Pieces">Its text, to be set one after the other.</param>
    public sealed record Paragraph(IReadOnlyList<ReportText> Pieces) : ReportBlock;

    /// <summary>Names with a value each.</summary>
    /// <param name="Entries">The pairs.</param>
    public sealed record Facts(IReadOnlyList<(string Name, ReportText Value)> Entries) : ReportBlock;

    /// <summary>A table.</summary>
    /// <param name="Caption">What it shows, for those who don't see the heading above it.</param>
    /// <param name="Columns">Its columns.</param>
    /// <param name="Rows">Its rows: a cell for each column.</param>
    public sealed record Table(string Caption, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportText>> Rows) : ReportBlock
    {
        /// <summary>Most rows that a report shows of a table.</summary>
        public const int MaxRows = 100;
    }

    /// <summary>A chart of lines.</summary>
    /// <param name="Title">What it shows.</param>
    /// <param name="XAxis">What grows to the right.</param>
    /// <param name="Series">Its lines, at most four.</param>
    public sealed record Chart(string Title, string XAxis, IReadOnlyList<ChartSeries> Series) : ReportBlock;
}
