using MlOps.Diagnostics;
using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess;

/// <summary>Tells new rows from those that were seen before, and remembers how far they go.</summary>
/// <param name="spec">The column, and from where to where.</param>
internal sealed class WatermarkFilter(WatermarkSpec spec)
{
    /// <summary>Why rows are left out.</summary>
    public const string Seen = "seen";

    private string? _greatest;

    /// <summary>What was taken; null where nothing was.</summary>
    public Watermark? Taken => _greatest is null ? null : new(spec.Column, spec.After?.Value, _greatest);

    /// <summary>True for a row that is to be taken.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="MlOpsException">MLOPS2004, MLOPS2005: the row has no value in the column.</exception>
    public bool Takes(RawRow row)
    {
        var value = row[spec.Column] ?? throw new MlOpsException(Rules.UnknownColumn, row.Location, $"the row has no column '{spec.Column}'{Spelling.Hint(spec.Column, row.Names)}");
        if (value.Length == 0)
        {
            throw new MlOpsException(Rules.BadData, row.Location, $"column '{spec.Column}' is empty, and 'watermark' tells by it whether the row is new; fill it");
        }

        if ((spec.After is { } after && Watermark.Compare(value, after) <= 0) || (spec.Until is { } until && Watermark.Compare(value, until) > 0))
        {
            return false;
        }

        _greatest = _greatest is null || Watermark.Compare(value, _greatest) > 0 ? value : _greatest;
        return true;
    }
}
