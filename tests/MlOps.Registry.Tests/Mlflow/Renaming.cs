using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlOps.Registry.Tests.Mlflow;

/// <summary>
/// Compares answers that may differ in ids of runs and in times: one of the recording stands for one and the same of the other side, and
/// the other way round.
/// </summary>
internal sealed partial class Renaming
{
    private const long FirstRecordedTime = 1_795_000_000_000; // times that the recording's client chose itself are earlier

    private readonly Dictionary<string, string> _ids = [];
    private readonly Dictionary<long, long> _times = [];

    /// <summary>A text of the recording with the other side's ids.</summary>
    public string Rename(string text) => Id().Replace(text, match => _ids.GetValueOrDefault(match.Value, match.Value));

    /// <summary>The first difference; null where there is none.</summary>
    /// <param name="recorded">What the real server answered.</param>
    /// <param name="actual">What the other side answers.</param>
    /// <param name="path">Where in the answer this is.</param>
    public string? Difference(JsonNode? recorded, JsonNode? actual, string path) => (recorded, actual) switch
    {
        (null, null) => null,
        (JsonObject left, JsonObject right) => Members(left, right, path),
        (JsonArray left, JsonArray right) => left.Count != right.Count
            ? $"{path}: {left.Count} were recorded, there are {right.Count}"
            : Ordered(left, path).Zip(Ordered(right, path), (one, other) => Difference(one, other, path + "[]")).FirstOrDefault(found => found is not null),
        (JsonValue left, JsonValue right) when left.GetValueKind() == right.GetValueKind() => Values(left, right, path),
        _ => $"{path}: {recorded?.ToJsonString()} was recorded, there is {actual?.ToJsonString()}",
    };

    private string? Members(JsonObject left, JsonObject right, string path)
    {
        string[] names = [.. left.Select(member => member.Key).Order(StringComparer.Ordinal)];
        string[] others = [.. right.Select(member => member.Key).Order(StringComparer.Ordinal)];
        return !names.SequenceEqual(others)
            ? $"{path}: {string.Join(", ", names)} were recorded, there are {string.Join(", ", others)}"
            : names.Select(name => Difference(left[name], right[name], $"{path}.{name}")).FirstOrDefault(found => found is not null);
    }

    private string? Values(JsonValue left, JsonValue right, string path)
    {
        if (left.GetValueKind() == JsonValueKind.String)
        {
            var (text, other) = (left.GetValue<string>(), right.GetValue<string>());
            foreach (var (id, its) in Id().Matches(text).Zip(Id().Matches(other)))
            {
                _ = _ids.TryAdd(id.Value, its.Value);
            }

            return Words(Rename(text)) == Words(other) ? null : $"{path}: '{text}' was recorded, there is '{other}'";
        }

        var isTime = left.GetValueKind() == JsonValueKind.Number && left.GetValue<double>() > FirstRecordedTime;
        if (!isTime)
        {
            return JsonNode.DeepEquals(left, right) ? null : $"{path}: {left.ToJsonString()} was recorded, there is {right.ToJsonString()}";
        }

        var (time, its2) = ((long)left.GetValue<double>(), (long)right.GetValue<double>());
        return (_times.TryAdd(time, its2) || _times[time] == its2) && _times.Count(pair => pair.Value == its2) == 1 ? null : $"{path}: the time {time} stood for {_times[time]}, and is {its2} here";
    }

    // MLflow lists the newest version of each stage in no fixed order: the recording has two
    private static IEnumerable<JsonNode?> Ordered(JsonArray list, string path) =>
        path.EndsWith("latest_versions", StringComparison.Ordinal) ? list.OrderBy(version => (string?)version!["version"], StringComparer.Ordinal) : list;

    // behind 'Error:' stands the statement that the server's database refused
    private static string Words(string message) => message.Split(" Error: ")[0];

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}
