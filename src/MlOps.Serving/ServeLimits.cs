namespace MlOps.Serving;

/// <summary>How much a client may ask for. What is beyond is refused before it takes memory.</summary>
public sealed record ServeLimits
{
    /// <summary>Bytes of one body.</summary>
    public long BodyBytes { get; init; } = 10L << 20;

    /// <summary>Bytes of all bodies that are read or predicted at one time.</summary>
    public long AllBodyBytes { get; init; } = 256L << 20;

    /// <summary>Rows of one request.</summary>
    public int Rows { get; init; } = 512;

    /// <summary>Characters of one text, of a pair of texts each.</summary>
    public int TextLength { get; init; } = 100_000;

    /// <summary>Time from the request's last byte to its answer.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for a request's headers, counted from its first byte; a slow sender's connection ends there.</summary>
    public TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The slowest that a body may come and an answer be taken, in bytes a second over 5 s.</summary>
    public double BytesPerSecond { get; init; } = 240;

    /// <summary>Connections at one time; more are closed at once.</summary>
    public int Connections { get; init; } = 20_000;

    /// <summary>Bytes of a request's headers.</summary>
    public int HeaderBytes { get; init; } = 16 << 10;
}
