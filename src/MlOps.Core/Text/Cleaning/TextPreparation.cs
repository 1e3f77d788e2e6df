using MlOps.Steps;

namespace MlOps.Text.Cleaning;

/// <summary>
/// Turns a raw text into the one that the model reads. Preprocess, evaluate, predict and serve all go through here, so that a raw row gives the
/// same text everywhere. Preparing a prepared text changes nothing. Safe for threads.
/// </summary>
public sealed class TextPreparation
{
    // what cleaning uncovers is cleaned again: "&amp;lt;br&amp;gt;" takes three passes, and no honest text takes more than a few
    private const int MaxPasses = 16;

    private readonly Func<string, string>[] _clean;
    private readonly Redaction[] _redact;
    private readonly bool _lowercase;

    private TextPreparation(Preparation preparation)
    {
        _clean = [.. preparation.Clean.Select(Cleaner.Named)];
        _redact = [.. Redaction.All.Where(redaction => preparation.Redact.Contains(redaction.Kind))];
        _lowercase = preparation.Clean.Contains(Cleaner.Lowercase);
    }

    /// <summary>Makes ready what a pipeline or a model asks for.</summary>
    /// <param name="preparation">With names of <see cref="Cleaner.Names"/> and <see cref="Redaction.Kinds"/>.</param>
    /// <exception cref="ArgumentException">A cleaning step is not known: the caller has not checked what it read.</exception>
    public static TextPreparation Create(Preparation preparation) => new(preparation);

    /// <summary>Cleans in the order given, then redacts, until nothing changes any more.</summary>
    /// <param name="text">The raw text.</param>
    /// <param name="counts">Receives the number of places redacted, by kind; null when nobody wants to know.</param>
    public string Apply(string text, RedactionCounts? counts = null)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var result = ApplyOnce(text, counts);
            if (result == text)
            {
                return result;
            }

            text = result;
        }

        // markup nested to defeat cleaning: without its marks there is none
        return ApplyOnce(ApplyOnce(text.Replace("<", "", StringComparison.Ordinal).Replace("&", "", StringComparison.Ordinal), counts), counts);
    }

    private string ApplyOnce(string text, RedactionCounts? counts)
    {
        foreach (var clean in _clean)
        {
            text = clean(text);
        }

        foreach (var redaction in _redact)
        {
            text = redaction.Apply(text, _lowercase, counts);
        }

        return text;
    }
}
