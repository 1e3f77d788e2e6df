using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.Registry;

/// <summary>The rule for names of attached files: each is a file's name on every system.</summary>
public static partial class AttachmentName
{
    /// <summary>The rule in words, for messages: 'expected …'.</summary>
    public const string Expected = "1 to 128 letters, digits, '-', '_' and '.', with a letter or digit first and last";

    /// <summary>Tells whether a name may be an attached file's.</summary>
    /// <param name="name">Any text.</param>
    public static bool IsValid(string name) => Shape().IsMatch(name) && !ReservedOnWindows().IsMatch(name);

    /// <summary>Returns the name when it may be an attached file's.</summary>
    /// <param name="name">What the user typed.</param>
    /// <exception cref="MlOpsException">MLOPS5012: it may not.</exception>
    public static string Check(string name) =>
        IsValid(name) ? name : throw new MlOpsException(Rules.BadAttachment, Location.None, $"'{name}' cannot be the name of an attached file; expected {Expected}");

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ReservedOnWindows();
}
