using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Training.Data;

/// <summary>Numbers the labels of prepared rows.</summary>
/// <param name="card">Names the labels, and says whether a row may have more than one.</param>
public sealed class LabelIndex(DataCard card)
{
    private readonly Dictionary<string, int> _index =
        card.Labels.Select((label, index) => (label, index)).ToDictionary(pair => pair.label, pair => pair.index, StringComparer.Ordinal);

    /// <summary>The indices of a row's labels.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="MlOpsException">MLOPS3006: its labels are not those of the data card, or not one where one is needed.</exception>
    public int[] Of(PreparedRow row) => card.MultiLabel || row.Labels.Count == 1
        ? Of(row, row.Labels, "label")
        : throw new MlOpsException(Rules.BadLabels, new Location(card.Source), $"row {row.Row} has {row.Labels.Count} labels; expected exactly one");

    /// <summary>The indices of names.</summary>
    /// <param name="row">Where they stand.</param>
    /// <param name="names">Labels or tags.</param>
    /// <param name="what">One of them, for errors.</param>
    /// <exception cref="MlOpsException">MLOPS3006: one is not of the data card.</exception>
    public int[] Of(PreparedRow row, IEnumerable<string> names, string what) => [.. names.Select(name => _index.TryGetValue(name, out var index)
        ? index
        : throw new MlOpsException(Rules.BadLabels, new Location(card.Source), $"row {row.Row} has the {what} '{name}', which the data card does not list"))];
}
