using MlOps.Diagnostics;
using MlOps.Text.Cleaning;

namespace MlOps.Steps.Preprocess;

/// <summary>One row, prepared.</summary>
internal sealed record PreparedLine
{
    /// <summary>Where the raw row stands.</summary>
    public required Location Location { get; init; }

    /// <summary>Places redacted.</summary>
    public required RedactionCounts Redacted { get; init; }

    /// <summary>Why it is dropped; null when it is kept so far.</summary>
    public string? Dropped { get; init; }

    /// <summary>Seeded hash of the text, or of the picture's content.</summary>
    public (ulong High, ulong Low) Hash { get; init; }

    /// <summary>Length of the text in characters, or of the picture's shorter edge in pixels.</summary>
    public int Length { get; init; }

    /// <summary>Its labels in ordinal order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The row as the output holds it: JSON in UTF-8 and a line end.</summary>
    public byte[] Json { get; init; } = [];

    /// <summary>For near-duplicates; null when nobody asks for them.</summary>
    public uint[]? Signature { get; init; }
}
