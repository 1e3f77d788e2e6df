using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Training.FineTune;

/// <summary>Weights of the labels in the loss.</summary>
/// <param name="ByLabel">Weights by label; a label that is not named has 1. Null for weights that balance the labels.</param>
public sealed record ClassWeightsSpec(IReadOnlyList<(SpecText Label, double Weight)>? ByLabel)
{
    private const string Key = "class-weights";
    private const string Balanced = "balanced";
    private const string Form = "'balanced', or a weight above 0 for each label";

    /// <summary>Reads the key; null where it is absent.</summary>
    /// <param name="map">The step's mapping.</param>
    public static ClassWeightsSpec? Read(SpecMap map) => map.TextOrTable<ClassWeightsSpec>(
        Key,
        $"Weights of the labels in the loss: {Form}",
        text =>
        {
            if (text.Value != Balanced)
            {
                map.Reject(Key, text, Form);
            }

            return new(ByLabel: null);
        },
        table => new([.. table.Select(entry => (entry.Key, ReadWeight(map, entry.Value)))]));

    /// <summary>The weights, [C].</summary>
    /// <param name="labels">Label names.</param>
    /// <param name="multiLabel">True when each label is decided by itself.</param>
    /// <param name="rows">Indices of the labels of each row for training.</param>
    /// <returns>
    /// For <c>balanced</c>: rows / (C * rows with the label), as scikit-learn; in multi-label data rows without the label / rows with it.
    /// A label without rows has 1.
    /// </returns>
    /// <exception cref="MlOpsException">MLOPS3006: a label is named that the data does not have.</exception>
    public IReadOnlyList<float> Resolve(IReadOnlyList<string> labels, bool multiLabel, IReadOnlyList<IReadOnlyList<int>> rows) =>
        ByLabel is null ? Balance(labels.Count, multiLabel, rows) : LookUp(ByLabel, labels);

    private static double ReadWeight(SpecMap map, SpecText text)
    {
        if (double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight > 0 && double.IsFinite(weight))
        {
            return weight;
        }

        map.Reject(Key, text, Form);
        return 1;
    }

    private static float[] Balance(int labels, bool multiLabel, IReadOnlyList<IReadOnlyList<int>> rows)
    {
        var counts = new int[labels];
        foreach (var label in rows.SelectMany(row => row))
        {
            counts[label]++;
        }

        return Array.ConvertAll(counts, count => count == 0 ? 1f
            : multiLabel ? (float)((double)(rows.Count - count) / count)
            : (float)((double)rows.Count / (labels * (double)count)));
    }

    private static float[] LookUp(IReadOnlyList<(SpecText Label, double Weight)> byLabel, IReadOnlyList<string> labels)
    {
        var weights = new float[labels.Count];
        Array.Fill(weights, 1);
        foreach (var (label, weight) in byLabel)
        {
            var index = labels.ToList().IndexOf(label);
            if (index < 0)
            {
                throw new MlOpsException(
                    Rules.BadLabels,
                    label.Location,
                    $"'{Key}' names the label '{label}'; the data has {string.Join(", ", labels)}{Spelling.Hint(label, labels)}");
            }

            weights[index] = (float)weight;
        }

        return weights;
    }
}
