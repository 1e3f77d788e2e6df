namespace MlOps.Text.Unicode;

/// <summary>A character of a normalized text.</summary>
/// <param name="Value">Its code point.</param>
/// <param name="Start">The first UTF-16 unit that it came from.</param>
/// <param name="End">One after the last.</param>
internal readonly record struct PlacedCharacter(int Value, int Start, int End);
