namespace MlOps.Bench.Baseline;

/// <summary>A text and its label.</summary>
internal sealed record Example(string Text, string Label);
