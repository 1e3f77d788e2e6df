using System.Globalization;
using MlOps.Diagnostics;

namespace MlOps.Reporting.Ci;

/// <summary>The variables and files by which a build server describes a build.</summary>
/// <param name="environment">Looks up an environment variable; null when it is not set.</param>
/// <param name="readText">Reads a file.</param>
/// <param name="found">Receives what is wrong with a file.</param>
internal sealed class CiVariables(Func<string, string?> environment, Func<string, string> readText, DiagnosticBag found)
{
    /// <summary>The value of the first of some variables that is set; null when none is, for servers also leave variables empty.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (environment(name) is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The number of the first of some variables that is set; null when that is none.</summary>
    public int? Number(params ReadOnlySpan<string> names) => ToNumber(Text(names));

    /// <summary>The address of the first of some variables that is set; null when that is none.</summary>
    public Uri? Address(params ReadOnlySpan<string> names) => ToAddress(Text(names));

    /// <summary>Whether a variable says yes, in whatever case.</summary>
    public bool Says(string name, string yes) => string.Equals(environment(name), yes, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of a file of the server; null, with a warning, when it cannot be read.</summary>
    /// <param name="variable">The variable that names the file.</param>
    /// <param name="path">The file.</param>
    public string? File(string variable, string path)
    {
        try
        {
            return readText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Warn(variable, e.Message);
            return null;
        }
    }

    /// <summary>Warns of a file that the server has written, and that is not as it should be.</summary>
    /// <param name="variable">The variable that names the file.</param>
    /// <param name="reason">What is wrong.</param>
    public void Warn(string variable, string reason) => found.Add(
        Rules.BuildNotRead, Location.None, $"the file that {variable} names cannot be used: {PlainText.Of(reason, PlainText.MaxSentence)}; the report goes without what stands in it");

    /// <summary>A whole number above 0; null for any other text.</summary>
    public static int? ToNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>A web address; null for any other text.</summary>
    public static Uri? ToAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;

    /// <summary>A branch without what Git, or the server, puts before its name; null for a tag or a merge.</summary>
    public static string? ToBranch(string? reference) => reference switch
    {
        null or "" => null,
        _ when reference.StartsWith("refs/heads/", StringComparison.Ordinal) => reference["refs/heads/".Length..],
        _ when reference.StartsWith("refs/", StringComparison.Ordinal) => null,
        _ => reference,
    };
}
