using System.Text.Json.Serialization;

namespace MlOps.Steps;

/// <summary>One row of a prepared split.</summary>
/// <param name="Row">Number of the row in the source, counted from 1 over all its files, header lines left out.</param>
/// <param name="Text">The text after cleaning and redaction, or the path of the picture as the data have it.</param>
/// <param name="Labels">Its label; for multi-label data any number of them.</param>
/// <param name="Columns">The other columns' raw values by name.</param>
public sealed record PreparedRow(
    long Row,
    string Text,
    IReadOnlyList<string> Labels,
    IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>SHA-256 of the picture's file, whose path is the text; null where texts are read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The place of the row's data file among those of the step, for the path of its picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Source { get; init; }

    /// <summary>The second text of a pair, prepared likewise; null where there is one text.</summary>
    public string? Pair { get; init; }

    /// <summary>The numbers to predict; null where none are learnt.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>The text's words; null where words carry no tags.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>A tag for each word; null where none are learnt.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
