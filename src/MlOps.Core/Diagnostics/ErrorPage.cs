using System.Text;

namespace MlOps.Diagnostics;

/// <summary>Writes <c>docs/errors.md</c> from the catalogue.</summary>
public static class ErrorPage
{
    // the first digit of the number after MLOPS
    private static readonly (char Digit, string Heading)[] Ranges =
    [
        ('1', "The text of pipeline.yml"),
        ('2', "Planning and inputs"),
        ('3', "Training"),
        ('4', "Evaluation, gates and prediction"),
        ('5', "The model registry"),
        ('6', "Reporting"),
        ('7', "Serving"),
        ('8', "Devices and runners"),
        ('9', "Bugs of mlops"),
    ];

    /// <summary>Writes the page.</summary>
    public static string Write()
    {
        var page = new StringBuilder("""
            # Errors, warnings and notices

            Every finding has a code that is never used for anything else. It is printed as compilers do, so that editors, MSBuild and
            GitHub find the place: `pipeline.yml(12,9): error MLOPS1003: 'epochs' of step 'train' is '0'; expected a whole number from 1 to 1000`.
            This page is written from the catalogue in `src/MlOps.Core/Diagnostics`.

            """.ReplaceLineEndings("\n"));
        foreach (var (digit, heading) in Ranges)
        {
            Rule[] rules = [.. Rules.All.Where(rule => rule.Code["MLOPS".Length] == digit)];
            if (rules.Length > 0)
            {
                _ = page.Append($"\n## {digit}xxx: {heading}\n\n| Code | | What | What to do |\n| --- | --- | --- | --- |\n");
                _ = page.AppendJoin("", rules.Select(rule => $"| {rule.Code} <a id=\"{rule.Code.ToLowerInvariant()}\"></a> | {rule.Severity} | {Cell(rule.Title)} | {Cell(rule.Cure)} |\n"));
            }
        }

        return page.ToString();
    }

    private static string Cell(string text) => Reporting.Markdown.Sentence(text);
}
