using System.Text.RegularExpressions;

namespace MlOps.Tool.Publishing;

/// <summary>Finds the name of the check in a pipeline that is not even YAML: a required check has to fail then, not to stay away.</summary>
internal static partial class CheckName
{
    /// <summary>The value of the first key <c>check</c>; null when there is none.</summary>
    /// <param name="text">The text of pipeline.yml.</param>
    public static string? Find(string text) => Key().Match(text) is { Success: true } match ? match.Groups[1].Value.Trim() : null;

    [GeneratedRegex("""(?m)^[^#\n]*\bcheck:[ \t]*['"]?([^'"#,}\r\n]{1,100})""")]
    private static partial Regex Key();
}
