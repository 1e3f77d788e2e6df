namespace MlOps.Tests.Reporting;

/// <summary>Texts that would be something else than text where they are not escaped.</summary>
internal static class HostileTexts
{
    private static readonly string[] Fragments =
    [
        "|", "\\|", "\\", "`", "``", "```\n", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</code>", "</td>", "-->", "<!--", "]]>",
        "&", "&lt;", "&#60;", "\"", "'", "**", "_", "~~", "[x](http://example.com)", "![x](y)", "http://example.com", "www.example.com", "a@example.com",
        "@octocat", "#1", "GH-1", "$x$", ":tada:", "\n", "\r\n", "\n\n# heading\n", "\n- item", "\t", "\0", "\u001b[31m", "\u202e", "\u200b", "\ud800", "\uffff",
        "{{", "${{ secrets.X }}", "%0A::error::", "::set-output::", "spam", "Grüße", "日本語", "😀", " ", "=", ">", "^", "1.", "| --- |", "\n| --- |\n",
    ];

    /// <summary>Each fragment by itself, then seeded mixtures.</summary>
    public static IEnumerable<string> All(int mixtures)
    {
        var random = new Random(20261122);
        var mixed = Enumerable.Range(0, mixtures).Select(_ =>
            string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Fragments[random.Next(Fragments.Length)])));
        return Fragments.Concat(mixed);
    }
}
