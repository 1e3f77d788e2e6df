using System.Text.RegularExpressions;

namespace MlOps.GitHub.Access;

/// <summary>A repository on GitHub.</summary>
/// <param name="Owner">The user or organization.</param>
/// <param name="Name">Its name.</param>
public sealed partial record RepositoryName(string Owner, string Name)
{
    /// <summary>Reads <c>owner/name</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The repository; null when the text is not the name of one.</returns>
    public static RepositoryName? Parse(string? text) =>
        text is not null && Form().Match(text) is { Success: true } match && match.Groups[2].Value is not ("." or "..")
            ? new(match.Groups[1].Value, match.Groups[2].Value)
            : null;

    /// <summary><c>owner/name</c>.</summary>
    public override string ToString() => $"{Owner}/{Name}";

    [GeneratedRegex(@"\A([A-Za-z0-9](?:[A-Za-z0-9_-]{0,38}))/([A-Za-z0-9._-]{1,100})\z")]
    private static partial Regex Form();
}
