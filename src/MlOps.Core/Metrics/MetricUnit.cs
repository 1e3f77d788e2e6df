namespace MlOps.Metrics;

/// <summary>What a metric's number counts.</summary>
public enum MetricUnit
{
    /// <summary>A share or another number without a unit.</summary>
    None,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Bytes.</summary>
    Bytes,
}
