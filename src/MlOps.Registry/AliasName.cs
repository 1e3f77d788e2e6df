using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.Registry;

/// <summary>The rule for aliases: MLflow's (letters, digits, '_', '-'; neither <c>v3</c> nor <c>latest</c>), and none that names a version in another way.</summary>
public static partial class AliasName
{
    /// <summary>The rule in words, for messages: 'expected …'.</summary>
    public const string Expected = "letters, digits, '-' and '_', at most 255; no number, nothing like v3, not 'latest' and no stage";

    /// <summary>Tells whether a text may be an alias.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsValid(string text) =>
        Shape().IsMatch(text) && !Reserved().IsMatch(text) && !Enum.GetNames<Stage>().Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the text when it may be an alias.</summary>
    /// <param name="text">What the user typed.</param>
    /// <exception cref="MlOpsException">MLOPS5011: it may not.</exception>
    public static string Check(string text) =>
        IsValid(text) ? text : throw new MlOpsException(Rules.BadAlias, Location.None, $"'{text}' cannot be an alias; expected {Expected}");

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_-]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\A(v?[0-9]+|latest)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
