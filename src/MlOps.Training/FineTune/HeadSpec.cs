using System.Globalization;
using MlOps.Spec;

namespace MlOps.Training.FineTune;

/// <summary>The classifier on top of the base model.</summary>
/// <param name="Hidden">Widths of its hidden layers; none for a single linear layer.</param>
/// <param name="Dropout">Dropout before each of its layers; the base model's own when null.</param>
public sealed record HeadSpec(IReadOnlyList<int> Hidden, double? Dropout)
{
    private const int MostWidth = 65536;

    /// <summary>Reads the keys of <c>head</c>.</summary>
    /// <param name="map">Its mapping.</param>
    public static HeadSpec Read(SpecMap map)
    {
        var hidden = new List<int>();
        foreach (var text in map.Texts("hidden", "Widths of hidden layers, for example [256]; a single linear layer when absent"))
        {
            if (int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width is >= 1 and <= MostWidth)
            {
                hidden.Add(width);
            }
            else
            {
                map.Reject("hidden", text, string.Create(CultureInfo.InvariantCulture, $"whole numbers from 1 to {MostWidth}"));
            }
        }

        return new(hidden, map.OptionalNumber("dropout", 0, 0.9, "Share of its inputs dropped in training; the base model's own when absent"));
    }
}
