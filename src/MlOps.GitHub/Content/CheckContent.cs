namespace MlOps.GitHub.Content;

/// <summary>What a check run shows.</summary>
/// <param name="Outcome">What it says.</param>
/// <param name="Title">One line of plain text.</param>
/// <param name="Summary">Markdown: what the verdict rests on.</param>
/// <param name="Text">Markdown: the details below it; null for none.</param>
/// <param name="Annotations">Findings on their lines, the most important first.</param>
public sealed record CheckContent(CheckOutcome Outcome, string Title, string Summary, string? Text, IReadOnlyList<CheckAnnotation> Annotations);
