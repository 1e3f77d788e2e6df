using MlOps.Spec;

namespace MlOps.Steps.Preprocess;

/// <summary>Where the pictures of rows lie: the rows hold paths as the data have them, from their data file or folder on.</summary>
/// <param name="spec">The step that prepared, or prepares, the rows.</param>
/// <param name="fullPath">Makes a path of the pipeline a full one.</param>
public sealed class PicturePaths(PreprocessSpec spec, Func<string, string> fullPath)
{
    private readonly (string Folder, string Shown)[] _sources = [.. spec.Sources.Select(source => FolderOf(source, fullPath))];

    /// <summary>For the rows of a preprocess step that has run.</summary>
    /// <param name="context">A step that sees its output.</param>
    public static PicturePaths Of(StepContext context) => new((PreprocessSpec)context.Input("preprocess").Spec!, context.FullPath);

    /// <summary>The full path of a prepared row's picture, and how the user names it.</summary>
    /// <param name="row">A row whose text is a path.</param>
    public (string Path, string Shown) Of(PreparedRow row) => Of(row.Source, row.Text);

    /// <summary>The full path of a picture, and how the user names it.</summary>
    /// <param name="source">The place of its data file among the step's sources.</param>
    /// <param name="path">As the data have it.</param>
    internal (string Path, string Shown) Of(int source, string path)
    {
        var (folder, shown) = _sources[source];
        path = path.Replace('\\', '/');
        return (Path.GetFullPath(Path.Combine(folder, path)), Path.Combine(shown, path).Replace('\\', '/'));
    }

    private static (string Folder, string Shown) FolderOf(SpecText source, Func<string, string> fullPath)
    {
        var full = fullPath(source);
        return Directory.Exists(full) ? (full, source.Shown) : (Path.GetDirectoryName(full)!, Path.GetDirectoryName(source.Shown) ?? "");
    }
}
