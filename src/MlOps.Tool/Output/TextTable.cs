using System.Text;

namespace MlOps.Tool.Output;

/// <summary>Lays rows out in columns under a heading.</summary>
/// <param name="heading">The columns' names.</param>
internal sealed class TextTable(params string[] heading)
{
    private readonly List<IReadOnlyList<string>> _rows = [heading];

    /// <summary>True when there is a heading only.</summary>
    public bool IsEmpty => _rows.Count == 1;

    /// <summary>Adds rows.</summary>
    /// <param name="rows">As many cells each as the heading has; each cell is one line.</param>
    /// <returns>This table.</returns>
    public TextTable Add(IEnumerable<IReadOnlyList<string>> rows)
    {
        _rows.AddRange(rows);
        return this;
    }

    /// <summary>The table's lines, each with a line feed at its end.</summary>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, heading.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            var line = string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column])));
            _ = text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
