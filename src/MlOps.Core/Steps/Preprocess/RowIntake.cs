using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Pictures;
using MlOps.Spec;
using MlOps.Text.Cleaning;
using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess;

/// <summary>The first pass: reads every row, prepares it, puts its text aside in a file and keeps what later choices need.</summary>
internal sealed class RowIntake : IDisposable
{
    private const int RowsAtOnce = 1024;

    private readonly PreprocessSpec _spec;
    private readonly StepContext _context;
    private readonly RowPreparer _preparer;
    private readonly FileStream _texts;
    private readonly RowTable _table;
    private readonly SortedSet<string> _columns = new(StringComparer.Ordinal);
    private readonly List<uint[]> _signatures = [];
    private readonly HashSet<string> _used;
    private readonly WatermarkFilter? _newRows;

    /// <param name="spec">What to do.</param>
    /// <param name="context">Folders and seed.</param>
    /// <param name="checkPicture">Decodes a picture; null in programs that read texts only.</param>
    /// <param name="textsPath">The file that receives the texts.</param>
    public RowIntake(PreprocessSpec spec, StepContext context, PictureCheck? checkPicture, string textsPath)
    {
        _spec = spec;
        _context = context;
        LabelSets = new(spec.Target);
        _preparer = new(spec, PicturesOf(spec, context, checkPicture), context.Seed);
        _used = [.. spec.UsedColumns.Select(column => column.Value)];
        _newRows = spec.Watermark is { } watermark ? new(watermark) : null;
        _texts = new FileStream(textsPath, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _table = new(textsPath + ".index");
    }

    /// <summary>Rows read.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Rows dropped, by reason.</summary>
    public Dictionary<string, long> Dropped { get; } = new(StringComparer.Ordinal);

    /// <summary>Which rows of growing data were taken; null where all were.</summary>
    public Watermark? Watermark => _newRows?.Taken;

    /// <summary>Places redacted, by kind.</summary>
    public RedactionCounts Redacted { get; } = new();

    /// <summary>The sets of labels that occur.</summary>
    public LabelTable LabelSets { get; }

    /// <summary>The columns beside those that the model reads or learns from.</summary>
    public IReadOnlyCollection<string> Columns => _columns;

    /// <summary>The signature of each kept row; empty when nobody asks for near-duplicates.</summary>
    public IReadOnlyList<uint[]> Signatures => _signatures;

    /// <summary>Reads all sources.</summary>
    /// <param name="ct">Stops between two batches.</param>
    /// <returns>The rows that are kept so far, in their order.</returns>
    public RowEntry[] Read(CancellationToken ct)
    {
        var split = _spec.Split;
        var place = 0;
        foreach (var (source, side) in ((SpecText?, Side)[])
            [(_spec.Data, Side.None), (split.Train.File, Side.Train), (split.Validation.File, Side.Validation), (split.Test.File, Side.Test)])
        {
            if (source is { } path)
            {
                ReadSource(RowReader.Open(_context.FullPath(path), path.Shown, _spec.Input), place++, side, ct);
            }
        }

        _texts.Dispose();
        return _table.ToArray();
    }

    public void Dispose()
    {
        _texts.Dispose();
        _table.Dispose();
    }

    private void ReadSource(RowReader reader, int source, Side side, CancellationToken ct)
    {
        var rowsBefore = RowsRead;
        foreach (var batch in reader.Read().Chunk(RowsAtOnce))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var line in PrepareAll(NewOf(batch, side), source, rowsBefore))
            {
                Take(line, side);
            }

            NoteColumns(batch);
            RowsRead += batch.Length;
            _context.Progress.Report(new(string.Create(CultureInfo.InvariantCulture, $"{RowsRead:N0} rows read")));
        }
    }

    // files of their own for validation and test stay whole: models are compared on the same rows
    private RawRow[] NewOf(RawRow[] batch, Side side)
    {
        if (_newRows is null || side is Side.Validation or Side.Test)
        {
            return batch;
        }

        var taken = Array.FindAll(batch, _newRows.Takes);
        if (taken.Length < batch.Length)
        {
            Dropped[WatermarkFilter.Seen] = Dropped.GetValueOrDefault(WatermarkFilter.Seen) + batch.Length - taken.Length;
        }

        return taken;
    }

    private PreparedLine[] PrepareAll(RawRow[] batch, int source, long rowsBefore)
    {
        var lines = new PreparedLine[batch.Length];
        try
        {
            _ = Parallel.For(0, batch.Length, i => lines[i] = _preparer.Prepare(batch[i], source, rowsBefore));
            return lines;
        }
        catch (AggregateException failures) when (failures.InnerExceptions.All(failure => failure is MlOpsException))
        {
            // several rows may be wrong: tell of the first
            throw failures.InnerExceptions.Cast<MlOpsException>()
                .OrderBy(failure => failure.Diagnostic.Location.Line).ThenBy(failure => failure.Diagnostic.Location.File, StringComparer.Ordinal).First();
        }
    }

    private static PictureColumn? PicturesOf(PreprocessSpec spec, StepContext context, PictureCheck? check) =>
        spec.Input != InputKind.Image ? null
        : check is not null ? new(spec, context, check)
        : throw new ArgumentNullException(nameof(check), "the step reads pictures, and the program brings no decoder");

    private void Take(PreparedLine line, Side side)
    {
        if (line.Dropped is { } reason)
        {
            Dropped[reason] = Dropped.GetValueOrDefault(reason) + 1;
            return;
        }

        Redacted.Add(line.Redacted);
        var labelSet = LabelSets.NumberOf(line.Labels, line.Location);
        _table.Add(new(line.Hash.High, line.Hash.Low, _table.Count, labelSet, Stratum: 0, line.Length, side));
        _texts.Write(line.Json);
        if (line.Signature is { } signature)
        {
            _signatures.Add(signature);
        }
    }

    private void NoteColumns(RawRow[] batch)
    {
        IReadOnlyList<string>? before = null;
        foreach (var row in batch)
        {
            // rows of .csv share one list
            if (!ReferenceEquals(row.Names, before))
            {
                _columns.UnionWith(row.Names.Where(name => !_used.Contains(name)));
                before = row.Names;
            }
        }
    }
}
