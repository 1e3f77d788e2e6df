using System.Text.RegularExpressions;

namespace MlOps.Metrics.Fairness;

/// <summary>Words of which a text speaks or not, such as pronouns, and which of them stand for each other.</summary>
public sealed class TermList
{
    private readonly Dictionary<string, string> _others = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _left = new(StringComparer.OrdinalIgnoreCase);
    private readonly Regex _terms;

    /// <summary>Reads the terms.</summary>
    /// <param name="name">What gates and reports call the list.</param>
    /// <param name="terms">At least one: a term of one or more words, or a pair that is swapped: <c>he = she</c>. Of two pairs with the same term the first is taken.</param>
    public TermList(string name, IEnumerable<string> terms)
    {
        Name = name;
        var all = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var sides in terms.Select(term => term.Split('=', 2, StringSplitOptions.TrimEntries)))
        {
            all.UnionWith(sides);
            if (sides is [var left, var right])
            {
                _ = _left.Add(left);
                _ = _others.TryAdd(left, right);
                _ = _others.TryAdd(right, left);
            }
        }

        // the longest first: 'her own' before 'her'
        var alternatives = all.Where(term => term.Length > 0).OrderByDescending(term => term.Length).ThenBy(term => term, StringComparer.Ordinal).Select(Regex.Escape);
        _terms = new($@"(?<![\p{{L}}\p{{N}}_])(?:{string.Join('|', alternatives)})(?![\p{{L}}\p{{N}}_])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>What gates and reports call the list.</summary>
    public string Name { get; }

    /// <summary>True where terms are swapped.</summary>
    public bool HasPairs => _others.Count > 0;

    /// <summary>The slice of a text: <c>with</c> or <c>without</c>; of a list with pairs <c>first</c> or <c>second</c> by the side of its terms, <c>both</c> or <c>none</c>.</summary>
    /// <param name="text">A prepared text.</param>
    public string GroupOf(string text)
    {
        var found = _terms.Matches(text).Select(match => match.Value).ToList();
        if (!HasPairs)
        {
            return found.Count > 0 ? "with" : "without";
        }

        var (first, second) = (found.Exists(_left.Contains), found.Exists(term => _others.ContainsKey(term) && !_left.Contains(term)));
        return (first, second) switch
        {
            (true, true) => "both",
            (true, _) => "first",
            (_, true) => "second",
            _ => "none",
        };
    }

    /// <summary>The text with each term of a pair in the place of the other, in the case of what stood there: HE, He, he.</summary>
    /// <param name="text">A prepared text.</param>
    public string Swap(string text) => _terms.Replace(text, match => _others.TryGetValue(match.Value, out var other) ? InCaseOf(match.Value, other) : match.Value);

    private static string InCaseOf(string model, string word) =>
        model.Any(char.IsLetter) && !model.Any(char.IsLower) && (model.Length > 1 || word.Length == 1) ? word.ToUpperInvariant()
        : char.IsUpper(model[0]) ? char.ToUpperInvariant(word[0]) + word[1..]
        : word.ToLowerInvariant();
}
