using System.Globalization;
using MlOps.Diagnostics;

namespace MlOps.Steps.Preprocess;

/// <summary>Numbers every set of labels that occurs.</summary>
/// <param name="spec">The column of the labels.</param>
internal sealed class LabelTable(TargetSpec spec)
{
    // more are no classes: probably the column is a text or a number of the row
    private const int MostLabels = 10_000;

    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<string>> _labels = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The labels of each set, by its number; sets are numbered as they come.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Sets => _labels;

    /// <summary>The number of a set of labels.</summary>
    /// <param name="labels">In ordinal order, each once.</param>
    /// <param name="location">The row, for errors.</param>
    /// <exception cref="MlOpsException">MLOPS2005: there are too many labels.</exception>
    public int NumberOf(IReadOnlyList<string> labels, Location location)
    {
        // no label holds a line end and a tab at its ends, which are trimmed
        var key = labels.Count == 1 ? labels[0] : string.Join("\n\t", labels);
        if (_sets.TryGetValue(key, out var number))
        {
            return number;
        }

        foreach (var label in labels)
        {
            if (_names.Add(label) && _names.Count > MostLabels)
            {
                throw new MlOpsException(
                    Rules.BadData,
                    location,
                    string.Create(CultureInfo.InvariantCulture, $"column '{spec.Shown}' holds more than {MostLabels} different labels; expected the name of a class in each row"));
            }
        }

        _sets.Add(key, _labels.Count);
        _labels.Add(labels);
        return _labels.Count - 1;
    }

    /// <summary>The rank of each set in ordinal order, by its number: the same for every order of the rows.</summary>
    public int[] Ranks()
    {
        var ranks = new int[_labels.Count];
        var rank = 0;
        foreach (var (_, number) in _sets.OrderBy(set => set.Key, StringComparer.Ordinal))
        {
            ranks[number] = rank++;
        }

        return ranks;
    }
}
