namespace MlOps.Text.Tokenizers.Models;

/// <summary>What two tokens become.</summary>
/// <param name="Result">Its vocabulary index.</param>
/// <param name="Rank">0 for the rule that comes before all others.</param>
internal readonly record struct Merge(int Result, int Rank);
