using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using MlOps.Serving.Requests;

namespace MlOps.Serving.Metrics;

/// <summary>Counts requests, by model and outcome. Safe for threads.</summary>
internal sealed class RequestMeter
{
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<(RequestLabels Labels, int Status), SharedCount> _requests = [];
    private readonly ConcurrentDictionary<(string Model, string Code), SharedCount> _errors = [];
    private readonly ConcurrentDictionary<RequestLabels, Histogram> _durations = [];
    private readonly ConcurrentDictionary<RequestLabels, SharedCount> _rows = [];

    /// <summary>Requests by labels and HTTP status.</summary>
    public IEnumerable<KeyValuePair<(RequestLabels Labels, int Status), SharedCount>> Requests => _requests;

    /// <summary>Requests without an answer, by the code of the problem.</summary>
    public IEnumerable<KeyValuePair<(string Model, string Code), SharedCount>> Errors => _errors;

    /// <summary>Seconds from a request's headers to its answer.</summary>
    public IEnumerable<KeyValuePair<RequestLabels, Histogram>> Durations => _durations;

    /// <summary>Rows that were predicted.</summary>
    public IEnumerable<KeyValuePair<RequestLabels, SharedCount>> Rows => _rows;

    /// <summary>Counts a request that has ended.</summary>
    /// <param name="context">The request.</param>
    /// <param name="facts">What is known of it.</param>
    public void Add(HttpContext context, RequestFacts facts)
    {
        var labels = new RequestLabels(
            facts.Route?.Name ?? "", facts.Lease?.Arm.Name ?? "", facts.Lease?.Model.Version.Version ?? "", facts.Protocol?.Name ?? "");
        _requests.GetOrAdd((labels, context.Response.StatusCode), _ => new()).Add(1);
        _durations.GetOrAdd(labels, _ => new(Seconds)).Add(Stopwatch.GetElapsedTime(facts.Started).TotalSeconds);
        if (facts.Problem is { } problem)
        {
            _errors.GetOrAdd((labels.Model, problem.Code), _ => new()).Add(1);
        }
        else if (facts.Rows > 0)
        {
            _rows.GetOrAdd(labels, _ => new()).Add(facts.Rows);
        }
    }
}
