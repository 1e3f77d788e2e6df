using System.Text.RegularExpressions;

namespace MlOps.Bench.Baseline;

/// <summary>Multinomial naive Bayes over word counts, with add-one smoothing.</summary>
/// <remarks>Manning, Raghavan, Schütze 2008, section 13.2.</remarks>
internal sealed partial class NaiveBayes
{
    private readonly Dictionary<string, Dictionary<string, double>> _logLikelihoods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _logPriors = new(StringComparer.Ordinal);

    public NaiveBayes(IReadOnlyList<Example> train)
    {
        var vocabulary = train.SelectMany(example => Words(example.Text)).ToHashSet(StringComparer.Ordinal);
        foreach (var ofLabel in train.GroupBy(example => example.Label))
        {
            var counts = ofLabel.SelectMany(example => Words(example.Text)).CountBy(word => word).ToDictionary(StringComparer.Ordinal);
            var total = (double)counts.Values.Sum() + vocabulary.Count;
            _logPriors[ofLabel.Key] = Math.Log((double)ofLabel.Count() / train.Count);
            _logLikelihoods[ofLabel.Key] = vocabulary.ToDictionary(
                word => word, word => Math.Log((counts.GetValueOrDefault(word) + 1) / total), StringComparer.Ordinal);
        }
    }

    /// <summary>The most probable label for a text; words that training has not seen do not count.</summary>
    public string Predict(string text)
    {
        var words = Words(text).ToArray();
        return _logPriors.MaxBy(prior => prior.Value + words.Sum(word => _logLikelihoods[prior.Key].GetValueOrDefault(word))).Key;
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
