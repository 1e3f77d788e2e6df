namespace MlOps.Steps;

/// <summary>One split of prepared data.</summary>
/// <param name="Name">train, validation or test; its rows lie in <c>NAME.jsonl</c> of the step's output.</param>
/// <param name="Rows">Rows in the split.</param>
/// <param name="Classes">Rows of each label.</param>
/// <param name="Lengths">Lengths of the texts in characters, or of the pictures' shorter edges in pixels: min, p50, p95, max, by these names.</param>
public sealed record SplitCard(
    string Name,
    long Rows,
    IReadOnlyDictionary<string, long> Classes,
    IReadOnlyDictionary<string, double> Lengths);
