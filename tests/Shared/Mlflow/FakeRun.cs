using System.Text.Json.Nodes;

namespace MlOps.Testing.Mlflow;

/// <summary>A run as the fake keeps it.</summary>
internal sealed class FakeRun
{
    public required string Id { get; init; }

    public required string Experiment { get; init; }

    public required string Name { get; init; }

    public required long Start { get; init; }

    public string Status { get; set; } = "RUNNING";

    public long? End { get; set; }

    public OrderedDictionary<string, string> Tags { get; } = [];

    public OrderedDictionary<string, string> Params { get; } = [];

    /// <summary>Every value that was logged, in the order in which it came.</summary>
    public List<(string Key, JsonNode Value, long Timestamp, long Step)> Metrics { get; } = [];

    public string ArtifactScheme { get; init; } = FakeTracking.Proxied;

    public string ArtifactUri => $"{ArtifactScheme}/{Experiment}/{Id}/artifacts";

    public JsonObject Info() => FakeParameters.Compact(new()
    {
        ["run_uuid"] = Id,
        ["experiment_id"] = Experiment,
        ["run_name"] = Name,
        ["user_id"] = "",
        ["status"] = Status,
        ["start_time"] = Start,
        ["end_time"] = End,
        ["artifact_uri"] = ArtifactUri,
        ["lifecycle_stage"] = "active",
        ["run_id"] = Id,
    });

    public JsonObject Write() => new()
    {
        ["info"] = Info(),
        ["data"] = FakeParameters.Compact(new()
        {
            ["metrics"] = Metrics.Count == 0 ? null : new JsonArray([.. Metrics.GroupBy(metric => metric.Key).Select(group => Metric(Last(group)))]),
            ["params"] = FakeParameters.List(Params),
            ["tags"] = FakeParameters.List(Tags),
        }),
        ["inputs"] = new JsonObject(),
    };

    public static JsonObject Metric((string Key, JsonNode Value, long Timestamp, long Step) metric) =>
        new() { ["key"] = metric.Key, ["value"] = metric.Value.DeepClone(), ["timestamp"] = metric.Timestamp, ["step"] = metric.Step };

    /// <summary>The value that counts: that of the last step, and of the last moment within it.</summary>
    public static (string Key, JsonNode Value, long Timestamp, long Step) Last(IEnumerable<(string Key, JsonNode Value, long Timestamp, long Step)> values) =>
        values.OrderBy(metric => metric.Step).ThenBy(metric => metric.Timestamp).Last();
}
