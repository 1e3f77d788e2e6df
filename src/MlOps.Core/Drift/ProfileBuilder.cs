namespace MlOps.Drift;

/// <summary>Gathers the features of texts and answers, row by row. Not safe for threads.</summary>
/// <param name="words">The words that texts are compared by; null where the texts themselves say which ones those are.</param>
public sealed class ProfileBuilder(IReadOnlySet<string>? words = null)
{
    private const int Digits = 6; // of numbers: machines differ in later ones

    private readonly SortedDictionary<string, List<double>> _numbers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Dictionary<string, long>> _names = new(StringComparer.Ordinal);

    /// <summary>Takes a number.</summary>
    /// <param name="feature">One of <see cref="Features"/>.</param>
    /// <param name="number">The number; one that is not finite is left out.</param>
    public void Add(string feature, double number)
    {
        if (!double.IsFinite(number))
        {
            return;
        }

        if (!_numbers.TryGetValue(feature, out var numbers))
        {
            _numbers[feature] = numbers = [];
        }

        numbers.Add(Math.Round(number, Digits));
    }

    /// <summary>Takes an occurrence of a name.</summary>
    /// <param name="feature">One of <see cref="Features"/>.</param>
    /// <param name="name">The name.</param>
    public void Add(string feature, string name)
    {
        if (!_names.TryGetValue(feature, out var names))
        {
            _names[feature] = names = new(StringComparer.Ordinal);
        }

        names[name] = names.GetValueOrDefault(name) + 1;
    }

    /// <summary>Takes the words of a text; with words to compare by, also the share of those that are not among them.</summary>
    /// <param name="text">A prepared text.</param>
    public void AddWords(string text)
    {
        foreach (var word in Words.Of(text))
        {
            Add(Features.Vocabulary, word);
        }

        if (words is not null && UnknownShare(text, words) is { } share)
        {
            Add(Features.UnknownWords, share);
        }
    }

    /// <summary>Takes what a model says of a row.</summary>
    /// <param name="labels">The labels or tags that it gives.</param>
    /// <param name="confidence">How sure it is; null where it gives no probability.</param>
    /// <param name="values">The numbers that it predicts, by their features.</param>
    public void AddAnswer(IReadOnlyList<string> labels, double? confidence, IReadOnlyDictionary<string, double> values)
    {
        foreach (var label in labels)
        {
            Add(Features.Class, label);
        }

        if (confidence is { } sure)
        {
            Add(Features.Confidence, sure);
        }

        foreach (var (feature, value) in values)
        {
            Add(feature, value);
        }
    }

    /// <summary>The share of a text's words that are not among some; null for a text without words.</summary>
    /// <param name="text">A prepared text.</param>
    /// <param name="known">The words that are known.</param>
    public static double? UnknownShare(string text, IReadOnlySet<string> known)
    {
        var (all, unknown) = (0, 0);
        foreach (var word in Words.Of(text))
        {
            all++;
            unknown += known.Contains(word) ? 0 : 1;
        }

        return all == 0 ? null : (double)unknown / all;
    }

    /// <summary>What was gathered so far.</summary>
    public DataProfile Build() => new(
        Sorted(_numbers, NumberProfile.Of),
        Sorted(_names, names => CategoryProfile.Of(names)));

    private static SortedDictionary<string, TProfile> Sorted<TGathered, TProfile>(SortedDictionary<string, TGathered> gathered, Func<TGathered, TProfile> profile) =>
        new(gathered.ToDictionary(feature => feature.Key, feature => profile(feature.Value)), StringComparer.Ordinal);
}
