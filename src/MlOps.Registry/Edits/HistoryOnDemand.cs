using System.Collections;

namespace MlOps.Registry;

/// <summary>A history that is read when somebody looks at it: most changes only add to it, and it grows for ever.</summary>
/// <param name="read">Reads the lines, oldest first; called once at most.</param>
internal sealed class HistoryOnDemand(Func<IReadOnlyList<HistoryEntry>> read) : IReadOnlyList<HistoryEntry>
{
    private readonly Lazy<IReadOnlyList<HistoryEntry>> _lines = new(read);

    /// <inheritdoc/>
    public int Count => _lines.Value.Count;

    /// <inheritdoc/>
    public HistoryEntry this[int index] => _lines.Value[index];

    /// <inheritdoc/>
    public IEnumerator<HistoryEntry> GetEnumerator() => _lines.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
