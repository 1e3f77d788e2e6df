using System.Text;
using MlOps.Diagnostics;

namespace MlOps.Text.Readers;

/// <summary>Reads a folder with a sub-folder a label and a .txt file a row; its columns are <c>text</c>, <c>label</c> and <c>file</c>.</summary>
internal sealed class FolderReader(string path, string shown) : RowReader(path, shown)
{
    private static readonly string[] Names = ["text", "label", "file"];

    public override IEnumerable<RawRow> Read()
    {
        var number = 0L;
        foreach (var label in Sorted(Directory.EnumerateDirectories(FullPath)))
        {
            foreach (var file in Sorted(Directory.EnumerateFiles(label, "*.txt")))
            {
                var name = Path.GetRelativePath(FullPath, file).Replace('\\', '/');
                var location = new Location($"{Shown.TrimEnd('/')}/{name}");
                yield return new(++number, location, Names, [ReadText(file, location.File), Path.GetFileName(label), name]);
            }
        }

        if (number == 0)
        {
            throw Bad(new(Shown), "the folder holds no rows; expected a sub-folder a label with .txt files, or 'image: file' for pictures");
        }
    }

    public override IReadOnlyList<string> ReadColumns() => Names;

    private static string ReadText(string file, string shown)
    {
        try
        {
            using var reader = TextFile.Open(file);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException failure)
        {
            throw TextFile.Explain(failure, file, shown);
        }
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> paths) => paths.Order(StringComparer.Ordinal);
}
