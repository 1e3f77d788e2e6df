using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlOps.Serving.Metrics;
using MlOps.Serving.Models;
using MlOps.Serving.Traffic;

namespace MlOps.Serving.Endpoints;

/// <summary><c>/metrics</c>, for Prometheus.</summary>
/// <param name="routes">The models.</param>
/// <param name="readiness">Whether the server wants requests.</param>
/// <param name="requests">What was counted.</param>
/// <param name="traffic">What was kept of requests.</param>
/// <param name="inFlight">Requests that are answered now.</param>
internal sealed class MetricsEndpoint(ServedRoutes routes, Readiness readiness, RequestMeter requests, TrafficObserver traffic, Func<int> inFlight)
{
    private const string OpenFiles = "/proc/self/fd"; // of Linux

    /// <summary>Adds the path.</summary>
    /// <param name="paths">Receives it.</param>
    public void Map(IEndpointRouteBuilder paths) => paths.MapGet("/metrics", context =>
    {
        context.Response.ContentType = PrometheusText.ContentType;
        return context.Response.WriteAsync(Write());
    });

    /// <summary>All metrics.</summary>
    private string Write()
    {
        var text = new PrometheusText();
        WriteRequests(text);
        WriteModels(text);
        TrafficMetrics.Write(text, routes, traffic);
        WriteProcess(text);
        return text.ToString();
    }

    private static (string Name, string Value)[] Of(RequestLabels labels) =>
        [("model", labels.Model), ("arm", labels.Arm), ("version", labels.Version), ("protocol", labels.Protocol)];

    private void WriteRequests(PrometheusText text)
    {
        text.Begin("mlops_requests_total", "counter", "Requests that have ended, by HTTP status.");
        foreach (var ((labels, status), count) in requests.Requests)
        {
            text.Add("mlops_requests_total", count.Value, [.. Of(labels), ("status", status.ToString(CultureInfo.InvariantCulture))]);
        }

        text.Begin("mlops_request_errors_total", "counter", "Requests that got no answer, by the code of the problem.");
        foreach (var ((model, code), count) in requests.Errors)
        {
            text.Add("mlops_request_errors_total", count.Value, ("model", model), ("code", code));
        }

        text.Begin("mlops_rows_total", "counter", "Rows that were predicted.");
        foreach (var (labels, count) in requests.Rows)
        {
            text.Add("mlops_rows_total", count.Value, Of(labels));
        }

        text.Begin("mlops_request_duration_seconds", "histogram", "Seconds from a request's headers to the end of its answer.");
        foreach (var (labels, histogram) in requests.Durations)
        {
            text.Add("mlops_request_duration_seconds", histogram, Of(labels));
        }

        text.Begin("mlops_requests_in_flight", "gauge", "Requests that are answered now.");
        text.Add("mlops_requests_in_flight", inFlight());
    }

    private void WriteModels(PrometheusText text)
    {
        var arms = routes.All.SelectMany(route => route.Arms.Select(arm => (Labels: new[] { ("model", route.Name), ("arm", arm.Name) }, Arm: arm))).ToList();
        text.Begin("mlops_ready", "gauge", "1 while the server wants requests.");
        text.Add("mlops_ready", readiness.IsUp && routes.AreReady ? 1 : 0);
        text.Begin("mlops_model_info", "gauge", "1 for the version that is served.");
        foreach (var (labels, arm) in arms)
        {
            if (arm.Model?.Version is { } version)
            {
                text.Add("mlops_model_info", 1, [.. labels, ("registered", version.Model), ("version", version.Version), ("stage", version.Stage), ("sha256", version.ContentHash)]);
            }
        }

        text.Begin("mlops_queue_rows", "gauge", "Rows that wait for the model.");
        arms.ForEach(entry => text.Add("mlops_queue_rows", entry.Arm.Model?.QueuedRows ?? 0, entry.Labels));
        text.Begin("mlops_batch_rows", "histogram", "Rows that were computed at once.");
        arms.ForEach(entry => text.Add("mlops_batch_rows", entry.Arm.Batches.Rows, entry.Labels));
        text.Begin("mlops_model_reloads_total", "counter", "Times that another version was to be served, by how it went.");
        foreach (var (labels, arm) in arms)
        {
            text.Add("mlops_model_reloads_total", arm.Reloads.Succeeded, [.. labels, ("outcome", "served")]);
            text.Add("mlops_model_reloads_total", arm.Reloads.Failed, [.. labels, ("outcome", "failed")]);
        }
    }

    private static void WriteProcess(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        text.Begin("process_cpu_seconds_total", "counter", "Seconds of CPU time.");
        text.Add("process_cpu_seconds_total", process.TotalProcessorTime.TotalSeconds);
        text.Begin("process_resident_memory_bytes", "gauge", "Bytes of memory in use.");
        text.Add("process_resident_memory_bytes", process.WorkingSet64);
        text.Begin("process_start_time_seconds", "gauge", "Start of the process in seconds since 1970.");
        text.Add("process_start_time_seconds", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        if (Directory.Exists(OpenFiles))
        {
            text.Begin("process_open_fds", "gauge", "Open files and connections.");
            text.Add("process_open_fds", Directory.EnumerateFileSystemEntries(OpenFiles).Count());
        }
    }
}
