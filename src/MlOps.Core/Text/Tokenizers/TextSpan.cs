namespace MlOps.Text.Tokenizers;

/// <summary>A part of a text, in UTF-16 units.</summary>
/// <param name="Start">The first unit.</param>
/// <param name="End">One after the last unit.</param>
internal readonly record struct TextSpan(int Start, int End);
