using MlOps.Diagnostics;
using MlOps.Text.Cleaning;
using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess;

/// <summary>Does all the work on a row that needs no other row. Safe for threads.</summary>
internal sealed class RowPreparer
{
    private readonly PreprocessSpec _spec;
    private readonly TargetReader _target;
    private readonly HashSet<string> _used;
    private readonly PictureColumn? _pictures;
    private readonly TextPreparation _preparation;
    private readonly SeededHash _hash;
    private readonly MinHash? _minHash;
    private readonly bool _dropsEmpty;

    /// <param name="spec">What to do.</param>
    /// <param name="pictures">Looks at the pictures; null where texts are read.</param>
    /// <param name="seed">The pipeline's seed.</param>
    public RowPreparer(PreprocessSpec spec, PictureColumn? pictures, int seed)
    {
        _spec = spec;
        _pictures = pictures;
        _target = new(spec.Target);
        _used = [.. spec.UsedColumns.Select(column => column.Value)];
        _preparation = TextPreparation.Create(spec.Preparation);
        _hash = new(seed);
        _minHash = spec.Drops(DropRule.NearDuplicates) ? new(seed) : null;
        _dropsEmpty = spec.Drops(DropRule.Empty);
    }

    /// <summary>Prepares one row.</summary>
    /// <param name="raw">The row.</param>
    /// <param name="source">The place of its data file among the step's sources.</param>
    /// <param name="rowsBefore">Rows of the sources before this one's.</param>
    /// <exception cref="MlOpsException">MLOPS2004 or MLOPS2005: the row lacks something. MLOPS2002 or MLOPS2012: its picture cannot be decoded.</exception>
    public PreparedLine Prepare(RawRow raw, int source, long rowsBefore)
    {
        var redacted = new RedactionCounts();
        var words = _spec.Target.Kind == TargetKind.Tags ? WordList.Read(raw, _spec.Text) : null;
        var text = words is null ? ReadText(raw, _spec.Text, redacted) : string.Join(' ', words);
        var pair = _spec.Pair is { } second ? ReadText(raw, second, redacted) : null;
        if (_spec.Drop.Any(rule => rule.Filter?.Matches(raw, text) == true))
        {
            return Dropped(raw, DropRule.Where);
        }

        var target = _target.Read(raw);
        var lacksLabel = target.Labels.Count == 0 && _spec.Target.Kind == TargetKind.Label;
        if (_dropsEmpty && (lacksLabel || string.IsNullOrWhiteSpace(text)))
        {
            return Dropped(raw, DropRule.Empty);
        }

        if (lacksLabel)
        {
            throw new MlOpsException(Rules.BadData, raw.Location, $"column '{_spec.Target.Shown}' is empty; fill it, or add 'empty' to 'drop'");
        }

        if (target.Tags is { } tags && tags.Count != words!.Count)
        {
            throw new MlOpsException(Rules.BadData, raw.Location, $"the row has {words.Count} words and {tags.Count} tags; expected a tag for each word");
        }

        var picture = _pictures?.Examine(source, text);
        if (_pictures is not null && picture is null)
        {
            return Dropped(raw, DropRule.Broken);
        }

        var whole = picture is not null ? picture.Sha256 : pair is null ? text : $"{text}\u001f{pair}"; // no cleaned text is told apart by a separator of units
        return new()
        {
            Location = raw.Location,
            Redacted = redacted,
            Hash = _hash.Of(whole),
            Length = picture?.ShorterEdge ?? (text.Length + (pair?.Length ?? 0)),
            Labels = target.Labels,
            Json = RowsFileWriter.ToLine(new(rowsBefore + raw.Number, text, target.Tags is null ? target.Labels : [], OtherColumns(raw))
            {
                Sha256 = picture?.Sha256,
                Source = picture is null ? 0 : source,
                Pair = pair,
                Values = target.Values,
                Words = words,
                Tags = target.Tags,
            }),
            Signature = _minHash?.Of(whole),
        };
    }

    private string ReadText(RawRow raw, string column, RedactionCounts redacted) => _preparation.Apply(
        raw[column] ?? throw new MlOpsException(Rules.UnknownColumn, raw.Location, $"the row has no column '{column}'{Spelling.Hint(column, raw.Names)}"),
        redacted);

    private static PreparedLine Dropped(RawRow raw, string reason) => new() { Location = raw.Location, Redacted = new(), Dropped = reason };

    private Dictionary<string, string> OtherColumns(RawRow raw)
    {
        var columns = new Dictionary<string, string>(raw.Names.Count, StringComparer.Ordinal);
        for (var i = 0; i < raw.Names.Count; i++)
        {
            if (!_used.Contains(raw.Names[i]))
            {
                columns.Add(raw.Names[i], raw.Values[i]);
            }
        }

        return columns;
    }
}
