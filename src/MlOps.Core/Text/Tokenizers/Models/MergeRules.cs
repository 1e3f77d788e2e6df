namespace MlOps.Text.Tokenizers.Models;

/// <summary>Which two tokens may become one, and which of them first.</summary>
internal sealed class MergeRules
{
    private readonly Dictionary<(int Left, int Right), Merge> _merges = [];

    /// <summary>Adds a rule after those there are.</summary>
    /// <param name="left">The left token.</param>
    /// <param name="right">The right token.</param>
    /// <param name="result">What they become.</param>
    /// <param name="rank">0 for the rule that comes before all others.</param>
    public void Add(int left, int right, int result, int rank) => _merges[(left, right)] = new(result, rank);

    /// <summary>The rule for two tokens; null where there is none.</summary>
    public Merge? Find(int left, int right) => _merges.TryGetValue((left, right), out var merge) ? merge : null;
}
