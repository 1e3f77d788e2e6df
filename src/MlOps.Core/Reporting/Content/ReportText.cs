namespace MlOps.Reporting.Content;

/// <summary>A piece of text, or a cell of a table. It may hold anything: who writes it out escapes it.</summary>
/// <param name="Text">The text, as it was found.</param>
/// <param name="Kind">What it is.</param>
public sealed record ReportText(string Text, TextKind Kind = TextKind.Plain)
{
    /// <summary>How much a cell stands out, from 0 to 1; null for cells that are not shaded.</summary>
    public double? Shade { get; init; }

    /// <summary>Words of ours.</summary>
    /// <param name="text">The words.</param>
    public static implicit operator ReportText(string text) => new(text);

    /// <summary>A name or a value out of the pipeline or the data.</summary>
    /// <param name="text">The name.</param>
    public static ReportText Code(string text) => new(text, TextKind.Code);

    /// <summary>Something of less interest.</summary>
    /// <param name="text">The words.</param>
    public static ReportText Muted(string text) => new(text, TextKind.Muted);
}
