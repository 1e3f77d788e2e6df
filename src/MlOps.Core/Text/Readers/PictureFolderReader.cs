using MlOps.Diagnostics;
using MlOps.Pictures;

namespace MlOps.Text.Readers;

/// <summary>
/// Reads a folder with a sub-folder a label and a picture a row, below it at any depth; its columns are <c>file</c>, the path from the folder on, and
/// <c>label</c>. Files that are no pictures by their ending are passed over.
/// </summary>
internal sealed class PictureFolderReader(string path, string shown) : RowReader(path, shown)
{
    private static readonly string[] Names = ["file", "label"];

    public override IEnumerable<RawRow> Read()
    {
        var number = 0L;
        foreach (var label in Directory.EnumerateDirectories(FullPath).Order(StringComparer.Ordinal))
        {
            var files = Directory.EnumerateFiles(label, "*", SearchOption.AllDirectories).Where(PictureFiles.HasEnding);
            foreach (var name in files.Select(file => Path.GetRelativePath(FullPath, file).Replace('\\', '/')).Order(StringComparer.Ordinal))
            {
                yield return new(++number, new Location($"{Shown.TrimEnd('/')}/{name}"), Names, [name, Path.GetFileName(label)]);
            }
        }

        if (number == 0)
        {
            throw Bad(new(Shown), $"the folder holds no pictures; expected a sub-folder a label with files that end in {string.Join(", ", PictureFiles.Endings)}");
        }
    }

    public override IReadOnlyList<string> ReadColumns() => Names;
}
