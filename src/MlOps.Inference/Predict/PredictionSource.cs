using MlOps.Diagnostics;
using MlOps.Pictures;
using MlOps.Steps;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Rows to predict that stand together: those of a data file, one text, one picture, or the texts or pictures of a folder.</summary>
/// <param name="Folder">Full path of the folder that the paths of pictures are relative to.</param>
/// <param name="Columns">The columns of its first row.</param>
/// <param name="Rows">The rows, read as they are asked for.</param>
public sealed record PredictionSource(string Folder, IReadOnlyList<string> Columns, IEnumerable<RawRow> Rows)
{
    private const string TextEnding = ".txt";

    /// <summary>A text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="preparation">Names the column that the model reads.</param>
    public static PredictionSource OfText(string text, Preparation preparation) => new("", [preparation.TextColumn], [new(1, Location.None, [preparation.TextColumn], [text])]);

    /// <summary>What lies at a path: a data file by its ending, a .txt file, a picture, or a folder of these.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="shown">What the user calls it.</param>
    /// <param name="preparation">Says whether the model reads texts or pictures.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there. MLOPS2005: it cannot be read.</exception>
    public static PredictionSource At(string path, string shown, Preparation preparation)
    {
        var pictures = preparation.Input == InputKind.Image;
        if (Directory.Exists(path))
        {
            var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => pictures ? PictureFiles.HasEnding(file) : file.EndsWith(TextEnding, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .ToList();
            return files.Count > 0
                ? new(path, ColumnsOf(preparation), files.Select((file, index) => Row(file, Path.GetRelativePath(path, file).Replace('\\', '/'), index + 1, preparation)))
                : throw new MlOpsException(Rules.BadData, new(shown), $"the folder holds no {(pictures ? "pictures" : $"{TextEnding} files")}, which the model reads");
        }

        var isSingle = pictures ? PictureFiles.HasEnding(path) : path.EndsWith(TextEnding, StringComparison.OrdinalIgnoreCase);
        return isSingle && File.Exists(path)
            ? new(Path.GetDirectoryName(path)!, ColumnsOf(preparation), [Row(path, Path.GetFileName(path), 1, preparation)])
            : Of(RowReader.Open(path, shown), Path.GetDirectoryName(path)!);
    }

    private static PredictionSource Of(RowReader reader, string folder) => new(folder, reader.ReadColumns(), reader.Read());

    private static string[] ColumnsOf(Preparation preparation) => preparation.Input == InputKind.Image ? [preparation.TextColumn] : ["file", preparation.TextColumn];

    private static RawRow Row(string file, string name, long number, Preparation preparation) => preparation.Input == InputKind.Image
        ? new(number, new(name), ColumnsOf(preparation), [name])
        : new(number, new(name), ColumnsOf(preparation), [name, File.ReadAllText(file)]);
}
