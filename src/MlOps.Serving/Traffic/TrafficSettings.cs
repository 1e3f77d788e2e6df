namespace MlOps.Serving.Traffic;

/// <summary>How requests are divided between the arms of a route, and what is kept of them.</summary>
public sealed record TrafficSettings
{
    /// <summary>What tells one client from another, so that each stays with its arm; null divides by request.</summary>
    public StickyKey? Key { get; init; }

    /// <summary>Clients are divided otherwise under another salt.</summary>
    public string Salt { get; init; } = "mlops";

    /// <summary>A header by which a client names its arm; null where none may.</summary>
    public string? ArmHeader { get; init; }

    /// <summary>Full path of a file with <c>MODEL=SHARE</c> a line, read again when it changes; null for none.</summary>
    public string? ShareFile { get; init; }

    /// <summary>The share of failed requests from which on an arm other than the first gets none any more; null for never.</summary>
    public double? AbortAt { get; init; }

    /// <summary>Full path of the folder where arms and shadows are logged, without texts.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The log of requests with their texts; null where none is asked for.</summary>
    public LogSettings? Log { get; init; }
}
