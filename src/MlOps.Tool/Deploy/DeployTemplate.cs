using System.Text.RegularExpressions;

namespace MlOps.Tool.Deploy;

/// <summary>A file that <c>deploy</c> writes.</summary>
/// <param name="Resource">Its template, embedded in the tool; <c>__NAME__</c> stands for what is filled in.</param>
/// <param name="Target">Its name.</param>
internal sealed partial record DeployTemplate(string Resource, string Target)
{
    /// <summary>Fills the template in.</summary>
    /// <param name="values">What stands for each name.</param>
    public string Write(IReadOnlyDictionary<string, string> values)
    {
        using var reader = new StreamReader(typeof(DeployTemplate).Assembly.GetManifestResourceStream($"deploy/{Resource}")!);
        return Place().Replace(reader.ReadToEnd().ReplaceLineEndings("\n"), match => values[match.Groups[1].Value]);
    }

    [GeneratedRegex("__([A-Z_]+?)__")]
    private static partial Regex Place();
}
