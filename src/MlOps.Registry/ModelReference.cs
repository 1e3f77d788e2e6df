using MlOps.Diagnostics;

namespace MlOps.Registry;

/// <summary>Names one version of a model: by its number, its stage, an alias, as the newest one, or as the best one by a metric.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Selector">Which of its versions.</param>
public sealed record ModelReference(string Model, VersionSelector Selector)
{
    /// <summary>The form in words, for messages: 'expected …'.</summary>
    public const string Expected = "NAME@STAGE, NAME@VERSION, NAME@ALIAS, NAME@latest or NAME@best(METRIC), such as mail-spam@Production or mail-spam@3";

    /// <summary>The reference to a version by its number.</summary>
    /// <param name="version">The version.</param>
    public static ModelReference To(ModelVersion version) => new(version.Model, new VersionSelector.Number(version.Version));

    /// <summary>Reads a reference. A stage that many versions can have names none of them.</summary>
    /// <param name="text">What the user typed.</param>
    /// <exception cref="MlOpsException">MLOPS5010: it has another form. MLOPS5005: a bad name.</exception>
    public static ModelReference Parse(string text)
    {
        var (name, version) = Split(text);
        return VersionSelector.TryParse(version) is { } selector
            ? new(ModelName.Check(name), selector)
            : throw new MlOpsException(
                Rules.BadModelReference,
                Location.None,
                $"'{text}' names no version of a model; expected {Expected}{Spelling.Hint(version, [.. VersionSelector.StageNames, VersionSelector.LatestWord])}");
    }

    /// <summary>Reads a reference; null for a text of another form.</summary>
    /// <param name="text">What the user typed.</param>
    public static ModelReference? TryParse(string text)
    {
        var (name, version) = Split(text);
        return ModelName.IsValid(name) && VersionSelector.TryParse(version) is { } selector ? new(name, selector) : null;
    }

    /// <summary><c>mail-spam@Production</c>.</summary>
    public override string ToString() => $"{Model}@{Selector}";

    private static (string Name, string Version) Split(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, "");
}
