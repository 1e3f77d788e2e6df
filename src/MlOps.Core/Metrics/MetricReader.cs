namespace MlOps.Metrics;

/// <summary>Reads the name of a metric.</summary>
/// <param name="text">As the user writes it.</param>
/// <param name="name">The name, where it is one.</param>
/// <param name="problem">What is wrong with it otherwise, with the nearest right name.</param>
/// <returns>True when the name is known.</returns>
public delegate bool MetricReader(string text, out MetricName name, out string problem);
