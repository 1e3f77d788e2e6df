using MlOps.Diagnostics;
using MlOps.Metrics;

namespace MlOps.Inference.Evaluate;

/// <summary>A metric or family under <c>metrics</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Location">Where it stands.</param>
public sealed record RequestedMetric(MetricName Name, Location Location);
