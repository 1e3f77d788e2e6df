using MlOps.Diagnostics;
using MlOps.Text.Cleaning;
using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess;

/// <summary>Does all the work on a row that needs no other row. Safe for threads.</summary>
internal sealed class RowPreparer
{
    private readonly PreprocessSpec _spec;
    private readonly LabelTable _labels;
    private readonly TextPreparation _preparation;
    private readonly SeededHash _hash;
    private readonly MinHash? _minHash;
    private readonly bool _dropsEmpty;

    /// <param name="spec">What to do.</param>
    /// <param name="labels">Reads the labels.</param>
    /// <param name="seed">The pipeline's seed.</param>
    public RowPreparer(PreprocessSpec spec, LabelTable labels, int seed)
    {
        _spec = spec;
        _labels = labels;
        _preparation = TextPreparation.Create(spec.Preparation);
        _hash = new(seed);
        _minHash = spec.Drops(DropRule.NearDuplicates) ? new(seed) : null;
        _dropsEmpty = spec.Drops(DropRule.Empty);
    }

    /// <summary>Prepares one row.</summary>
    /// <param name="raw">The row.</param>
    /// <param name="rowsBefore">Rows of the sources before this one's.</param>
    /// <exception cref="MlOpsException">MLOPS2004 or MLOPS2005: the row lacks something.</exception>
    public PreparedLine Prepare(RawRow raw, long rowsBefore)
    {
        var rawText = raw[_spec.Text] ?? throw new MlOpsException(
            Rules.UnknownColumn, raw.Location, $"the row has no column '{_spec.Text}'{Spelling.Hint(_spec.Text, raw.Names)}");
        var redacted = new RedactionCounts();
        var text = _preparation.Apply(rawText, redacted);
        if (_spec.Drop.Any(rule => rule.Filter?.Matches(raw, text) == true))
        {
            return Dropped(raw, DropRule.Where);
        }

        var labels = _labels.Read(raw);
        var lacksLabel = labels.Count == 0 && !_spec.Label.IsMulti;
        if (_dropsEmpty && (lacksLabel || string.IsNullOrWhiteSpace(text)))
        {
            return Dropped(raw, DropRule.Empty);
        }

        if (lacksLabel)
        {
            throw new MlOpsException(Rules.BadData, raw.Location, $"column '{_spec.Label.Column}' is empty; fill it, or add 'empty' to 'drop'");
        }

        return new()
        {
            Location = raw.Location,
            Redacted = redacted,
            Hash = _hash.Of(text),
            Length = text.Length,
            Labels = labels,
            Json = RowsFileWriter.ToLine(new(rowsBefore + raw.Number, text, labels, OtherColumns(raw))),
            Signature = _minHash?.Of(text),
        };
    }

    private static PreparedLine Dropped(RawRow raw, string reason) => new() { Location = raw.Location, Redacted = new(), Dropped = reason };

    private Dictionary<string, string> OtherColumns(RawRow raw)
    {
        var columns = new Dictionary<string, string>(raw.Names.Count, StringComparer.Ordinal);
        for (var i = 0; i < raw.Names.Count; i++)
        {
            if (raw.Names[i] != _spec.Text && raw.Names[i] != _spec.Label.Column)
            {
                columns.Add(raw.Names[i], raw.Values[i]);
            }
        }

        return columns;
    }
}
