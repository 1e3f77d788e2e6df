namespace MlOps.Inference;

/// <summary>How long the prediction of one text takes, tokenization included, in seconds.</summary>
/// <param name="P50">Half of the calls took no longer.</param>
/// <param name="P90">90 % of the calls took no longer.</param>
/// <param name="P95">95 % of the calls took no longer.</param>
/// <param name="P99">99 % of the calls took no longer.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Calls">Calls that were counted.</param>
/// <param name="Threads">Threads that each call ran on.</param>
public sealed record Latency(double P50, double P90, double P95, double P99, double Mean, int Calls, int Threads);
