using System.Text.Json.Serialization;

namespace MlOps.Steps;

/// <summary>How a raw row becomes what the model reads; a model carries it along.</summary>
/// <param name="TextColumn">The column that holds the text, or the path of the picture.</param>
/// <param name="Clean">Cleaning steps in order, as pipeline.yml spells them.</param>
/// <param name="Redact">What is blanked out, as pipeline.yml spells it.</param>
public sealed record Preparation(string TextColumn, IReadOnlyList<string> Clean, IReadOnlyList<string> Redact)
{
    /// <summary>What the model reads; a picture is neither cleaned nor redacted, and its path stands in <see cref="TextColumn"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public InputKind Input { get; init; }

    /// <summary>The column that holds the second text of a pair; null where the model reads one text.</summary>
    public string? PairColumn { get; init; }
}
