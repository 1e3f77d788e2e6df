using MlOps.Serving.Metrics;
using MlOps.Serving.Models;

namespace MlOps.Serving.Traffic;

/// <summary>What <c>/metrics</c> tells of arms, shadows and logs.</summary>
internal static class TrafficMetrics
{
    /// <summary>Writes it.</summary>
    /// <param name="text">Receives it.</param>
    /// <param name="routes">The models.</param>
    /// <param name="traffic">What was kept and dropped.</param>
    public static void Write(PrometheusText text, ServedRoutes routes, TrafficObserver traffic)
    {
        text.Begin("mlops_arm_share", "gauge", "Share of the requests that the arm is to get, of the sum over the arms of its model.");
        foreach (var (route, split) in routes.All.Where(route => route.Split is not null).Select(route => (route, route.Split!)))
        {
            foreach (var (arm, share) in split.Arms.Zip(split.Shares))
            {
                text.Add("mlops_arm_share", share, ("model", route.Name), ("arm", arm));
            }
        }

        text.Begin("mlops_shadow_requests_total", "counter", "Requests that a shadow was to be asked about, by how it went.");
        foreach (var (route, shadow) in traffic.Shadows)
        {
            text.Add("mlops_shadow_requests_total", shadow.Asked, ("model", route), ("outcome", "asked"));
            text.Add("mlops_shadow_requests_total", shadow.Skipped, ("model", route), ("outcome", "skipped"));
        }

        text.Begin("mlops_log_lines_total", "counter", "Lines of the logs of requests, by how it went.");
        text.Add("mlops_log_lines_total", traffic.Written, ("outcome", "written"));
        text.Add("mlops_log_lines_total", traffic.Dropped, ("outcome", "dropped"));
    }
}
