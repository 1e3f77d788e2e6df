using MlOps.Diagnostics;

namespace MlOps.Text.Readers;

/// <summary>One row of a data file, as it stands there.</summary>
/// <param name="Number">Counted from 1 over all files of the source, header lines left out.</param>
/// <param name="Location">Where the row starts.</param>
/// <param name="Names">The names of its columns; they may differ from row to row in .jsonl.</param>
/// <param name="Values">The value of each column; what JSON holds as list or object is its JSON, null is empty.</param>
public readonly record struct RawRow(long Number, Location Location, IReadOnlyList<string> Names, IReadOnlyList<string> Values)
{
    /// <summary>The value of a column; null when the row has no such column.</summary>
    /// <param name="name">The column.</param>
    public string? this[string name]
    {
        get
        {
            for (var i = 0; i < Names.Count; i++)
            {
                if (Names[i] == name)
                {
                    return Values[i];
                }
            }

            return null;
        }
    }
}
