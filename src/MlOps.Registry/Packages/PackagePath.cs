using System.Text.RegularExpressions;

namespace MlOps.Registry.Packages;

/// <summary>The rule for paths inside a package: each stays below the folder that it is unpacked to, on every system.</summary>
internal static partial class PackagePath
{
    private const int MaxLength = 260;

    /// <summary>Tells whether a path may be unpacked.</summary>
    /// <param name="path">Any text.</param>
    public static bool IsSafe(string path) => path.Length is > 0 and <= MaxLength && path.Split('/').All(segment => Segment().IsMatch(segment) && !ReservedOnWindows().IsMatch(segment));

    // no control characters, nothing that Windows reads as a drive, stream or pattern, and no segment of dots
    [GeneratedRegex(@"\A(?!\.+\z)[^\x00-\x1f\x7f/\\:*?""<>|]*[^\x00-\x1f\x7f/\\:*?""<>|. ]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Segment();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ReservedOnWindows();
}
