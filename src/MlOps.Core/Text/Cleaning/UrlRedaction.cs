using System.Text.RegularExpressions;

namespace MlOps.Text.Cleaning;

/// <summary>Web and file-transfer addresses, with their scheme or starting with www.</summary>
internal sealed partial class UrlRedaction() : Redaction("url")
{
    private protected override bool MayHold(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.Contains("www.", StringComparison.OrdinalIgnoreCase);

    private protected override (int Start, int Length) Find(string text, int from)
    {
        var match = Address().Match(text, from);
        return match.Success ? (match.Index, match.Length) : default;
    }

    // the last character is none that ends a sentence
    [GeneratedRegex(@"(?:https?://|ftp://|www\.)[^\s<>""]*[^\s<>""'.,;:!?)\]}]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
