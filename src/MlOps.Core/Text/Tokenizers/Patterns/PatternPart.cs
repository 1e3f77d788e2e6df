namespace MlOps.Text.Tokenizers.Patterns;

/// <summary>A part of a text that a pattern found, or the part before, between or after such.</summary>
/// <param name="Start">Its first UTF-16 unit.</param>
/// <param name="End">One after its last; equal to the first where the pattern matched nothing.</param>
/// <param name="IsMatch">The pattern found it.</param>
internal readonly record struct PatternPart(int Start, int End, bool IsMatch);
