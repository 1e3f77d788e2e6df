using System.Net;
using System.Security.Cryptography;
using System.Text;
using MlOps.Running;

namespace MlOps.Reporting;

/// <summary>Writes <c>report.html</c>: one file without a script, which loads nothing and looks right in light and dark.</summary>
public static class HtmlReport
{
    /// <summary>The style sheet of reports, in light and dark.</summary>
    public static string Style()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    public static string Write(RunReport report)
    {
        var style = Style();
        var styleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var title = Escape(report.Title, PlainText.MaxName);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{styleHash}'; base-uri 'none'; form-action 'none'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>{title}: {Escape(report.Headline, PlainText.MaxSentence)}</title>
            <style>{style}</style>
            </head>
            <body>
            <header class="{Css(report.Verdict)}">
            <p class="pipeline">{title}</p>
            <h1><span class="badge">{Verdicts.Word(report.Verdict)}</span> {Escape(report.Headline, PlainText.MaxSentence)}</h1>
            </header>
            <main>
            {string.Concat(report.Sections.Select(HtmlBlocks.Write))}</main>
            </body>
            </html>

            """.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static string Css(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Cancelled => "cancelled",
        _ => "failed",
    };

    private static string Escape(string text, int max) => WebUtility.HtmlEncode(PlainText.Of(text, max));
}
