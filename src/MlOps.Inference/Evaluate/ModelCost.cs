using System.Globalization;
using MlOps.Metrics;
using MlOps.Models;

namespace MlOps.Inference.Evaluate;

/// <summary>What a model costs to use: time for one text, and bytes.</summary>
/// <param name="Metrics"><c>size</c>, and <c>latency.*</c> where it was measured.</param>
/// <param name="LatencySetting">How latency was measured; null when it was not.</param>
internal sealed record ModelCost(IReadOnlyDictionary<string, double?> Metrics, string? LatencySetting)
{
    /// <summary>Measures a model.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="predictor">The same model, opened.</param>
    /// <param name="rows">Prepared rows to time; null to leave latency out.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ct">Stops between two calls.</param>
    public static ModelCost Measure(string folder, Predictor predictor, IReadOnlyList<RowInput>? rows, TimeProvider time, CancellationToken ct)
    {
        double bytes = new FileInfo(Path.Combine(folder, predictor.Variant.FileName())).Length;
        if (rows is null)
        {
            return new(new Dictionary<string, double?> { ["size"] = bytes }, null);
        }

        var latency = new LatencyMeter(time).Measure(predictor, rows, ct);
        var metrics = new Dictionary<string, double?>
        {
            ["latency.mean"] = latency.Mean,
            ["latency.p50"] = latency.P50,
            ["latency.p90"] = latency.P90,
            ["latency.p95"] = latency.P95,
            ["latency.p99"] = latency.P99,
            ["size"] = bytes,
        };
        var threads = latency.Threads == 1 ? "1 thread" : string.Create(CultureInfo.InvariantCulture, $"{latency.Threads} threads");
        return new(metrics, string.Create(CultureInfo.InvariantCulture, $"one test {(predictor.Description.Pictures is null ? "text at a time, tokenization" : "picture at a time, decoding")} included, {latency.Calls} calls after {LatencyMeter.WarmUpCalls} of warm-up, {threads}"));
    }
}
