namespace MlOps.Text.Tokenizers.Models;

/// <summary>Which two tokens may become one, and which of them first.</summary>
internal sealed class MergeRules
{
    private readonly Dictionary<ulong, Merge> _merges = [];

    /// <summary>Adds a rule after those there are.</summary>
    /// <param name="left">The left token.</param>
    /// <param name="right">The right token.</param>
    /// <param name="result">What they become.</param>
    /// <param name="rank">0 for the rule that comes before all others.</param>
    public void Add(int left, int right, int result, int rank) => _merges[KeyOf(left, right)] = new(result, rank);

    /// <summary>The rule for two tokens; null where there is none.</summary>
    public Merge? Find(int left, int right) => _merges.TryGetValue(KeyOf(left, right), out var merge) ? merge : null;

    // both in one number; the odd factor spreads them, as a number's hash code is its halves one upon the other
    private static ulong KeyOf(int left, int right) => (((ulong)left << 32) | (uint)right) * 0x9E3779B97F4A7C15;
}
