namespace MlOps.Steps;

/// <summary>How a raw row becomes the text that the model reads; a model carries it along.</summary>
/// <param name="TextColumn">The column that holds the text.</param>
/// <param name="Clean">Cleaning steps in order, as pipeline.yml spells them.</param>
/// <param name="Redact">What is blanked out, as pipeline.yml spells it.</param>
public sealed record Preparation(string TextColumn, IReadOnlyList<string> Clean, IReadOnlyList<string> Redact)
{
    /// <summary>The column that holds the second text of a pair; null where the model reads one text.</summary>
    public string? PairColumn { get; init; }
}
