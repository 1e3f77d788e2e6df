using System.Globalization;
using System.Net;
using System.Text;

namespace MlOps.Inference.Explain;

/// <summary>Explanations as a page of its own: no script, nothing from elsewhere. Words that speak for the answer are underlined, those that speak against it are dotted, so that colour is not all.</summary>
public static class ExplanationHtml
{
    private const string Style = """
        :root { color-scheme: light dark }
        body { font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
        .text { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid #8886; padding-left: 1rem }
        mark { color: inherit; background: none; border-radius: 3px; text-decoration-thickness: 2px; text-underline-offset: 3px }
        .for { text-decoration-line: underline } .against { text-decoration: underline dotted }
        .for.s1 { background: #2a915822 } .for.s2 { background: #2a915855 } .for.s3 { background: #2a915899 }
        .against.s1 { background: #cc444422 } .against.s2 { background: #cc444455 } .against.s3 { background: #cc444499 }
        """;

    /// <summary>The page.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="explanations">What is shown, in order.</param>
    public static string Write(string title, IEnumerable<Explanation> explanations)
    {
        var page = new StringBuilder();
        _ = page.Append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Escaped(title)}</title>\n<style>\n{Style}\n</style>\n<main>\n<h1>{Escaped(title)}</h1>\n")
            .Append("<p>Each word's effect is the score with it less the score without it: <mark class=\"for s2\">for</mark> the answer, <mark class=\"against s2\">against</mark> it.</p>\n");
        foreach (var explanation in explanations)
        {
            _ = page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Escaped(explanation.Label)} {explanation.Score:0.####}</h2>\n");
            AddText(page, explanation, ofPair: false);
            if (explanation.Row.Pair is not null)
            {
                AddText(page, explanation, ofPair: true);
            }

            _ = page.Append("</section>\n");
        }

        return page.Append("</main>\n</html>\n").ToString();
    }

    private static void AddText(StringBuilder page, Explanation explanation, bool ofPair)
    {
        _ = page.Append("<p class=\"text\">");
        foreach (var piece in Highlight.Of(explanation, ofPair))
        {
            _ = piece.Strength == 0
                ? page.Append(Escaped(piece.Text))
                : page.Append(CultureInfo.InvariantCulture, $"<mark class=\"{(piece.Effect > 0 ? "for" : "against")} s{piece.Strength}\" title=\"{piece.Effect:+0.####;-0.####}\">{Escaped(piece.Text)}</mark>");
        }

        _ = page.Append("</p>\n");
    }

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
