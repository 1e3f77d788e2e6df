using MlOps.Diagnostics;
using MlOps.Steps;
using MlOps.Text.Readers;
using MlOps.Text.Tokenizers;

namespace MlOps.Training.Data;

/// <summary>Reads a prepared split as examples.</summary>
/// <param name="tokenizer">The base model's tokenizer.</param>
/// <param name="maxTokens">Longest example; longer texts are cut.</param>
/// <param name="card">Names the labels, and says whether a row may have more than one.</param>
public sealed class ExampleReader(Tokenizer tokenizer, int maxTokens, DataCard card)
{
    private readonly Dictionary<string, int> _index =
        card.Labels.Select((label, index) => (label, index)).ToDictionary(pair => pair.label, pair => pair.index, StringComparer.Ordinal);

    /// <summary>Reads the rows of a split; none where the split has no file.</summary>
    /// <param name="folder">A preprocess step's output.</param>
    /// <param name="split">train, validation or test.</param>
    /// <exception cref="MlOpsException">MLOPS3006: a row's labels are not those of the data card, or not one where one is needed.</exception>
    public IReadOnlyList<Example> Read(string folder, string split)
    {
        var path = Path.Combine(folder, RowsFile.NameOf(split));
        return File.Exists(path) ? [.. RowsFile.Read(path).Select(row => new Example(tokenizer.Encode(row.Text, maxTokens), Labels(row)))] : [];
    }

    private int[] Labels(PreparedRow row)
    {
        if (!card.MultiLabel && row.Labels.Count != 1)
        {
            throw new MlOpsException(
                Rules.BadLabels, new Location(card.Source), $"row {row.Row} has {row.Labels.Count} labels; expected exactly one");
        }

        return [.. row.Labels.Select(label => _index.TryGetValue(label, out var index)
            ? index
            : throw new MlOpsException(
                Rules.BadLabels, new Location(card.Source), $"row {row.Row} has the label '{label}', which the data card does not list"))];
    }
}
