using System.Text.RegularExpressions;

namespace MlOps.Tool.Output;

/// <summary>
/// Text for a log that a build server reads along. A label or a row of the data that looks like a command to the server must not be one:
/// GitHub obeys lines that begin with <c>::</c>, and it, Azure and TeamCity obey <c>##…[</c> wherever it stands.
/// </summary>
internal static partial class LogText
{
    // it shows nothing, and is no blank that a server would trim
    private const string WordJoiner = "\u2060";

    /// <summary>The text with a sign that nobody sees inside of what looks like a command.</summary>
    /// <param name="text">Any number of lines.</param>
    public static string Of(string text) => text.Contains("##", StringComparison.Ordinal) || text.Contains("::", StringComparison.Ordinal)
        ? LineCommand().Replace(InlineCommand().Replace(text, $"#{WordJoiner}#"), $"$1:{WordJoiner}:")
        : text;

    [GeneratedRegex(@"##(?=[a-zA-Z]*\[)")]
    private static partial Regex InlineCommand();

    [GeneratedRegex(@"((?:^|[\r\n])[^\S\r\n]*)::")]
    private static partial Regex LineCommand();
}
