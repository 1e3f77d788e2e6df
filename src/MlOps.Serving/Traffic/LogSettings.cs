namespace MlOps.Serving.Traffic;

/// <summary>What is logged of requests.</summary>
/// <param name="Folder">Full path of the log's folder.</param>
/// <param name="Sample">The share of requests, chosen by their ids.</param>
/// <param name="Redact">What is blanked out of texts: kinds of redaction.</param>
public sealed record LogSettings(string Folder, double Sample, IReadOnlyList<string> Redact);
