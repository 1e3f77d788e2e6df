using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Metrics.Gates;

/// <summary>A threshold that a candidate must meet: one comparison of two sides of the same unit.</summary>
/// <param name="Text">The gate as pipeline.yml writes it, and where it stands.</param>
/// <param name="Left">The left side.</param>
/// <param name="Comparison">How the sides must relate.</param>
/// <param name="Right">The right side.</param>
public sealed record GateExpression(SpecText Text, GateTerm Left, Comparison Comparison, GateTerm Right)
{
    /// <summary>The revision that the gate was read from; null for a gate of the pipeline that runs.</summary>
    public string? From { get; init; }

    /// <summary>The gate as messages name it: <c>'f1 &gt;= 0.9'</c>, or <c>'f1 &gt;= 0.9' of origin/main</c>.</summary>
    public string Quoted => From is null ? $"'{Text}'" : $"'{Text}' of {From}";

    /// <summary>The measured values in it, from left to right.</summary>
    public IEnumerable<MeasuredTerm> Measured => Left.Measured.Concat(Right.Measured);

    /// <summary>True when it names the champion.</summary>
    public bool MeetsChampion => Measured.Any(term => term.OfChampion);

    /// <summary>The columns whose slices it names.</summary>
    public IEnumerable<string> Columns => Measured.OfType<SliceTerm>().Select(term => term.Column);

    /// <summary>Reads a gate.</summary>
    /// <param name="text">The gate and where it stands.</param>
    /// <param name="problem">MLOPS1010 or MLOPS1011 at the place of the mistake; null when there is none.</param>
    /// <returns>The gate; null when it cannot be read.</returns>
    public static GateExpression? Parse(SpecText text, out Diagnostic? problem) => Parse(text, MetricName.TryParse, out problem);

    /// <summary>Reads a gate about other metrics than those of the catalogue.</summary>
    /// <param name="text">The gate and where it stands.</param>
    /// <param name="read">Reads the names of metrics.</param>
    /// <param name="problem">MLOPS1010 or MLOPS1011 at the place of the mistake; null when there is none.</param>
    /// <returns>The gate; null when it cannot be read.</returns>
    public static GateExpression? Parse(SpecText text, MetricReader read, out Diagnostic? problem) => new GateParser(text, read).Parse(out problem);

    /// <summary>Reads a gate whose metrics may have an argument in parentheses, such as <c>psi(length)</c>.</summary>
    /// <param name="text">The gate and where it stands.</param>
    /// <param name="read">Reads the names of metrics, each with its argument.</param>
    /// <param name="problem">MLOPS1010 or MLOPS1011 at the place of the mistake; null when there is none.</param>
    /// <returns>The gate; null when it cannot be read.</returns>
    public static GateExpression? ParseCalls(SpecText text, MetricReader read, out Diagnostic? problem) => new GateParser(text, read, takesArguments: true).Parse(out problem);

    /// <summary>The place of a part of the gate.</summary>
    /// <param name="offset">Characters from the start of the gate's text.</param>
    public Location LocationOf(int offset) => Text.Location with { Column = Text.Location.Column + offset };

    /// <summary>The gate in one canonical form, which reads back as the same gate.</summary>
    public override string ToString() => $"{Left} {Comparison.Sign()} {Right}";
}
