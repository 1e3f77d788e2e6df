namespace MlOps.Metrics;

/// <summary>The name of one value or of a whole family: <c>f1</c>, <c>f1.weighted</c>, <c>f1[spam]</c>, <c>latency</c>.</summary>
/// <param name="Metric">The family.</param>
/// <param name="Variant">What follows the dot; null when nothing does, or when it is the default average.</param>
/// <param name="Label">The label in brackets; null when there is none.</param>
public sealed record MetricName(Metric Metric, string? Variant, string? Label)
{
    /// <summary>True when the name stands for one value, not for a family such as <c>latency</c>.</summary>
    public bool IsValue => Metric.HasOwnValue || Variant is not null || Label is not null;

    /// <summary>The key under which results hold the value: <c>f1</c> also for <c>f1.macro</c>.</summary>
    public string Key => ToString();

    /// <summary>The name of a family's value for one label.</summary>
    /// <param name="family">For example <c>f1</c>.</param>
    /// <param name="label">Any label; quoted where it would not be read back otherwise.</param>
    public static string ForLabel(string family, string label) => $"{family}[{Word.Quoted(label, ']')}]";

    /// <summary>Reads a name.</summary>
    /// <param name="text">As pipeline.yml writes it.</param>
    /// <param name="name">The name, where it is one.</param>
    /// <param name="problem">What is wrong with it otherwise, with the nearest right name.</param>
    /// <returns>True when the catalogue knows the name; its label is not checked.</returns>
    public static bool TryParse(string text, out MetricName name, out string problem)
    {
        name = null!;
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        var plain = bracket < 0 ? text : text[..bracket];
        var dot = plain.IndexOf('.', StringComparison.Ordinal);
        var variant = dot < 0 ? null : plain[(dot + 1)..];
        if (MetricCatalogue.Find(dot < 0 ? plain : plain[..dot]) is not { } metric || (variant is not null && !metric.Variants.Contains(variant)))
        {
            problem = $"unknown metric '{plain}'{MetricCatalogue.Hint(plain)}";
            return false;
        }

        string? label = null;
        if (bracket >= 0 && (variant is not null || !metric.PerLabel))
        {
            problem = $"'{plain}' has no value for a single label";
            return false;
        }

        if (bracket >= 0 && !TryReadLabel(text[bracket..], out label))
        {
            problem = $"'{text}' should end with one label in brackets, such as '{plain}[spam]'";
            return false;
        }

        name = new(metric, variant == metric.DefaultVariant ? null : variant, label);
        problem = "";
        return true;
    }

    /// <summary>The name as it may be written, and as results spell it.</summary>
    public override string ToString() =>
        Label is not null ? ForLabel(Metric.Name, Label) : Variant is not null ? $"{Metric.Name}.{Variant}" : Metric.Name;

    private static bool TryReadLabel(string brackets, out string? label)
    {
        var end = Word.Read(brackets, 1, ']', out label);
        return end == brackets.Length - 1 && label is { Length: > 0 };
    }
}
