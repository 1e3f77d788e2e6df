using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Text.Readers;

/// <summary>Reads the rows of a data file or folder, one after the other; one row is in memory at a time.</summary>
public abstract class RowReader
{
    private static readonly string[] TaggedEndings = [".iob", ".iob2", ".bio", ".conll"];

    private protected RowReader(string path, string shown)
    {
        FullPath = path;
        Shown = shown.Replace('\\', '/');
    }

    /// <summary>The file endings that can be read and written; when read, each may be followed by .gz.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ".tsv", ".jsonl"];

    /// <summary>The source as the user names it, with '/'.</summary>
    public string Shown { get; }

    /// <summary>Where the source lies.</summary>
    private protected string FullPath { get; }

    /// <summary>Opens a file by its ending, or a folder with a sub-folder a label.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="shown">How the user names it; stands in errors.</param>
    /// <param name="input">What a folder holds.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there. MLOPS2005: its ending is not known.</exception>
    public static RowReader Open(string path, string shown, InputKind input = InputKind.Text)
    {
        if (Directory.Exists(path))
        {
            return input == InputKind.Image ? new PictureFolderReader(path, shown) : new FolderReader(path, shown);
        }

        if (!File.Exists(path))
        {
            throw new MlOpsException(Rules.MissingInput, new(shown.Replace('\\', '/')), $"there is no data here; expected a file ({Kinds}) or a folder with a sub-folder a label");
        }

        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        var ending = Path.GetExtension(name);
        return ending.ToUpperInvariant() switch
        {
            ".CSV" => new DelimitedReader(path, shown, ','),
            ".TSV" => new DelimitedReader(path, shown, '\t'),
            ".JSONL" => new JsonLinesReader(path, shown),
            ".PARQUET" when name == path => new ParquetRowReader(path, shown),
            ".IOB" or ".IOB2" or ".BIO" or ".CONLL" => new TaggedReader(path, shown),
            _ => throw new MlOpsException(Rules.BadData, new(shown.Replace('\\', '/')), $"files that end in '{ending}' can't be read; expected {Kinds}"),
        };
    }

    private static string Kinds => $"{string.Join(", ", Endings)}, {string.Join(", ", TaggedEndings)}, also with .gz, or .parquet";

    /// <summary>Reads from the start.</summary>
    /// <exception cref="MlOpsException">MLOPS2005, with line and column.</exception>
    public abstract IEnumerable<RawRow> Read();

    /// <summary>The columns of the first row; empty when there is no row and no header.</summary>
    /// <exception cref="MlOpsException">MLOPS2005.</exception>
    public virtual IReadOnlyList<string> ReadColumns() => Read().Select(row => row.Names).FirstOrDefault([]);

    /// <summary>The failure that the data are wrong.</summary>
    private protected static MlOpsException Bad(Location location, string message, Exception? inner = null) =>
        new(Rules.BadData, location, message, inner);
}
