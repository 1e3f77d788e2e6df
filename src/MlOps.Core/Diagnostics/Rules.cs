using System.Reflection;

namespace MlOps.Diagnostics;

/// <summary>
/// The error catalogue, a file a range: 1xxx the text of pipeline.yml, 2xxx planning and inputs, 3xxx training,
/// 4xxx evaluation and gates, 5xxx the registry, 6xxx reporting, 7xxx serving, 8xxx runners, 9xxx bugs of the tool.
/// </summary>
public static partial class Rules
{
    /// <summary>Something that should not happen: our bug.</summary>
    public static readonly Rule Bug = new("MLOPS9001", Severity.Error, "a bug of mlops", "Report it, with the text that was printed.");

    /// <summary>Every entry, in the order of their codes.</summary>
    public static IReadOnlyList<Rule> All => Catalogue.Sorted;

    /// <summary>Finds the entry of a code.</summary>
    /// <param name="code">For example <c>MLOPS1001</c>.</param>
    public static Rule? Find(string code) => All.FirstOrDefault(rule => rule.Code == code);

    // a class of its own, as the fields of other files are set before it is made, in whatever order the files are compiled
    private static class Catalogue
    {
        public static readonly IReadOnlyList<Rule> Sorted =
        [
            .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => field.GetValue(null)).Cast<Rule>().OrderBy(rule => rule.Code, StringComparer.Ordinal),
        ];
    }
}
