namespace MlOps.MSBuild;

/// <summary>The paths by which MSBuild sees that an input has changed.</summary>
internal static class InputPaths
{
    /// <summary>The paths of one input.</summary>
    /// <param name="input">Full path of a file or folder.</param>
    /// <returns>A file itself. A folder with a slash at its end, and all files below it.</returns>
    public static IEnumerable<string> Of(string input) => Directory.Exists(input)
        ? Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Prepend(input.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar)
        : [input];
}
