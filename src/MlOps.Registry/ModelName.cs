using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.Registry;

/// <summary>The rule for names of registered models: each is a folder's name on every system.</summary>
public static partial class ModelName
{
    /// <summary>The rule in words, for messages: 'expected …'.</summary>
    public const string Expected = "1 to 64 lower-case letters, digits, '-', '_' and '.', with a letter or digit first and last";

    /// <summary>Tells whether a name may be a model's.</summary>
    /// <param name="name">Any text.</param>
    public static bool IsValid(string name) => Shape().IsMatch(name) && !ReservedOnWindows().IsMatch(name);

    /// <summary>Returns the name when it may be a model's.</summary>
    /// <param name="name">What the user typed.</param>
    /// <exception cref="MlOpsException">MLOPS5005: it may not.</exception>
    public static string Check(string name) =>
        IsValid(name) ? name : throw new MlOpsException(Rules.BadModelName, Location.None, $"'{name}' cannot be a model's name; expected {Expected}");

    // \z, since $ lets a line break follow
    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReservedOnWindows();
}
