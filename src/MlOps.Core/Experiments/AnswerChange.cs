namespace MlOps.Experiments;

/// <summary>Rows that a shadow answers otherwise.</summary>
/// <param name="Answered">The labels that clients were answered, with semicolons between.</param>
/// <param name="Shadow">The shadow's, likewise.</param>
/// <param name="Rows">How many rows.</param>
public sealed record AnswerChange(string Answered, string Shadow, long Rows);
