namespace MlOps.Serving.Metrics;

/// <summary>What tells requests apart in metrics.</summary>
/// <param name="Model">The name that clients ask for; empty where the request names no model that is served.</param>
/// <param name="Arm">Where it was answered; empty before one was chosen.</param>
/// <param name="Version">The version that answered.</param>
/// <param name="Protocol">The protocol; empty for paths that predict nothing.</param>
internal readonly record struct RequestLabels(string Model, string Arm, string Version, string Protocol);
