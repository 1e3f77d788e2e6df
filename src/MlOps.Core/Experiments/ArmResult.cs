namespace MlOps.Experiments;

/// <summary>What one arm did.</summary>
public sealed record ArmResult
{
    /// <summary>The arm.</summary>
    public required string Arm { get; init; }

    /// <summary>The versions that it served, in the order of their first request: <c>mail-spam@7</c>.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>Rows that it answered.</summary>
    public required long Rows { get; init; }

    /// <summary>Its requests, and how many of them failed.</summary>
    public required Rate Errors { get; init; }

    /// <summary>Rows whose true label users told, and how many of them it had answered with it.</summary>
    public required Rate Feedback { get; init; }

    /// <summary>Seconds that its requests took, by the names p50, p95 and p99; null where it answered none.</summary>
    public required IReadOnlyDictionary<string, double?> Latency { get; init; }

    /// <summary>How often it gave each label, in ordinal order; the most frequent thousand.</summary>
    public required IReadOnlyDictionary<string, long> Classes { get; init; }

    /// <summary>The mean of its confidence; null where it gives none.</summary>
    public required double? Confidence { get; init; }
}
