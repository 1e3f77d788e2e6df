namespace MlOps.Metrics.Gates;

/// <summary>A unit that may follow a number in a gate.</summary>
/// <param name="Name">As a gate spells it.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Factor">How many seconds, bytes or ones it is.</param>
public sealed record GateUnit(string Name, MetricUnit Unit, double Factor)
{
    /// <summary>Every unit. KB is 1,000 bytes and KiB 1,024.</summary>
    public static IReadOnlyList<GateUnit> All { get; } =
    [
        new("%", MetricUnit.None, 0.01),
        new("us", MetricUnit.Seconds, 1e-6),
        new("ms", MetricUnit.Seconds, 1e-3),
        new("s", MetricUnit.Seconds, 1),
        new("min", MetricUnit.Seconds, 60),
        new("h", MetricUnit.Seconds, 3600),
        new("B", MetricUnit.Bytes, 1),
        new("KB", MetricUnit.Bytes, 1e3),
        new("MB", MetricUnit.Bytes, 1e6),
        new("GB", MetricUnit.Bytes, 1e9),
        new("KiB", MetricUnit.Bytes, 1L << 10),
        new("MiB", MetricUnit.Bytes, 1L << 20),
        new("GiB", MetricUnit.Bytes, 1L << 30),
    ];
}
