using System.Text.Json;
using MlOps.Metrics;
using MlOps.Testing;

namespace MlOps.Tests.Metrics;

/// <summary>Holds every metric against scikit-learn's values in metrics.json.</summary>
public sealed class ClassificationScoresReferenceTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void Every_metric_agrees_with_the_reference()
    {
        foreach (var (name, labels, rows, values) in Cases())
        {
            var scores = ClassificationScores.Compute(labels, rows);
            foreach (var value in values.EnumerateObject())
            {
                switch (value.Name)
                {
                    case "confusion":
                        Assert.Equal(value.Value.Deserialize<long[][]>(), ConfusionMatrix.Of(rows).ToRows());
                        break;
                    case "per-class":
                        AssertLabels(name, labels, value.Value, scores);
                        break;
                    case "mcnemar-p":
                        break;
                    default:
                        AssertNear($"{name}: {value.Name}", value.Value, scores.GetValueOrDefault(Key(value.Name)));
                        break;
                }
            }
        }
    }

    [Fact]
    public void The_exact_McNemar_test_agrees_with_the_reference()
    {
        using var document = Reference();
        foreach (var item in document.RootElement.GetProperty("cases").EnumerateArray().Where(IsSingleLabel))
        {
            var rows = Rows(item);
            var other = item.GetProperty("other_predictions").Deserialize<int[]>()!;
            var first = Enumerable.Range(0, rows.Count).Count(row => rows.PredictedClass(row) == rows.TrueClass(row) && other[row] != rows.TrueClass(row));
            var second = Enumerable.Range(0, rows.Count).Count(row => rows.PredictedClass(row) != rows.TrueClass(row) && other[row] == rows.TrueClass(row));

            Assert.Equal(item.GetProperty("values").GetProperty("mcnemar-p").GetDouble(), McNemar.PValue(first, second), Tolerance);
        }
    }

    private static IEnumerable<(string Name, string[] Labels, ScoredRows Rows, JsonElement Values)> Cases()
    {
        using var document = Reference();
        var number = 0;
        foreach (var item in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var labels = Enumerable.Range(0, item.GetProperty("classes").GetInt32()).Select(c => $"c{c}").ToArray();
            yield return ($"case {number++}", labels, Rows(item), item.GetProperty("values"));
        }
    }

    private static JsonDocument Reference() => JsonDocument.Parse(File.ReadAllBytes(Repository.Reference("metrics.json")));

    private static bool IsSingleLabel(JsonElement item) => item.GetProperty("kind").GetString() == "single-label";

    private static ScoredRows Rows(JsonElement item)
    {
        var classes = item.GetProperty("classes").GetInt32();
        var probabilities = item.GetProperty("probabilities").Deserialize<double[][]>()!.SelectMany(row => row).ToArray();
        return IsSingleLabel(item)
            ? ScoredRows.SingleLabel(classes, item.GetProperty("labels").Deserialize<int[]>()!, probabilities)
            : ScoredRows.MultiLabel(classes, [.. item.GetProperty("labels").Deserialize<int[][]>()!.SelectMany(row => row).Select(label => label == 1)], probabilities);
    }

    private static string Key(string name)
    {
        Assert.True(MetricName.TryParse(name, out var parsed, out var problem), problem);
        return parsed.Key;
    }

    private static void AssertLabels(string name, string[] labels, JsonElement perClass, IReadOnlyDictionary<string, double?> scores)
    {
        foreach (var (label, values) in labels.Zip(perClass.EnumerateArray()))
        {
            foreach (var value in values.EnumerateObject())
            {
                AssertNear($"{name}: {value.Name} of {label}", value.Value, scores[$"{value.Name}[{label}]"]);
            }
        }
    }

    private static void AssertNear(string what, JsonElement expected, double? actual)
    {
        var right = expected.ValueKind == JsonValueKind.Null ? actual is null : actual is { } value && Math.Abs(value - expected.GetDouble()) <= Tolerance;
        Assert.True(right, $"{what}: expected {expected}, got {actual?.ToString("R") ?? "undefined"}");
    }
}
