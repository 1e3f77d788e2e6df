namespace MlOps.Reporting.Ci;

/// <summary>A workflow run whose end has started another one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Attempt">How often it was started, counted from 1.</param>
/// <param name="Event">Why it was started: <c>pull_request</c>.</param>
/// <param name="Conclusion">How it ended: <c>success</c>, <c>failure</c>, <c>cancelled</c>.</param>
/// <param name="Url">Its page.</param>
public sealed record CiUpstreamRun(string Id, int? Attempt, string? Event, string? Conclusion, Uri? Url);
