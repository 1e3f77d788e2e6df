namespace MlOps.Training.Data;

/// <summary>The targets of examples.</summary>
public static class ExampleTargets
{
    /// <summary>The label of each, [B].</summary>
    /// <param name="examples">Each has one label.</param>
    public static Targets Classes(IReadOnlyList<Example> examples) => Targets.Of([.. examples.Select(example => (long)example.Labels[0])], examples.Count);

    /// <summary>1 for each label that a row has, [B, C].</summary>
    /// <param name="examples">Each has any number of labels.</param>
    /// <param name="labels">Number of labels, C.</param>
    public static Targets Indicators(IReadOnlyList<Example> examples, int labels)
    {
        var indicators = new float[examples.Count * labels];
        for (var row = 0; row < examples.Count; row++)
        {
            foreach (var label in examples[row].Labels)
            {
                indicators[(row * labels) + label] = 1;
            }
        }

        return Targets.Of(indicators, examples.Count, labels);
    }

    /// <summary>The numbers of each, [B, C].</summary>
    /// <param name="examples">Each has as many numbers.</param>
    public static Targets Numbers(IReadOnlyList<Example> examples) =>
        Targets.Of([.. examples.SelectMany(example => example.Values.Select(value => (float)value))], examples.Count, examples[0].Values.Count);
}
