using MlOps.Diagnostics;

namespace MlOps.Spec;

/// <summary>A text of pipeline.yml that knows where it stands.</summary>
/// <param name="Value">The text, with its variables filled in.</param>
/// <param name="Location">Where it starts.</param>
public readonly record struct SpecText(string Value, Location Location)
{
    /// <summary>The text as it may be printed: as the file writes it where it holds a <c>${{ env.NAME }}</c>.</summary>
    public string Shown { get; init; } = Value;

    /// <summary>The text alone.</summary>
    /// <param name="text">A located text.</param>
    public static implicit operator string(SpecText text) => text.Value;

    /// <inheritdoc/>
    public override string ToString() => Shown;
}
