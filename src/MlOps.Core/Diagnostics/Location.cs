using System.Globalization;

namespace MlOps.Diagnostics;

/// <summary>A place in a text file, as MSBuild, editors and GitHub print it.</summary>
/// <param name="File">Path as the user named it, with '/' on every system; empty when the finding is about no file.</param>
/// <param name="Line">1-based; 0 when the diagnostic is about the file as a whole.</param>
/// <param name="Column">1-based, in UTF-16 units; 0 when unknown.</param>
public readonly record struct Location(string File, int Line = 0, int Column = 0)
{
    /// <summary>The place of findings that are about the program itself.</summary>
    public static Location None { get; } = new("mlops");

    /// <summary><c>pipeline.yml(7,5)</c>, or <c>pipeline.yml</c> when there is no line.</summary>
    public override string ToString() =>
        Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Math.Max(Column, 1)})");
}
