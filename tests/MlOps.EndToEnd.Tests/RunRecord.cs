using System.Text.Json;

namespace MlOps.EndToEnd.Tests;

/// <summary>What the latest run of a folder wrote of itself in <c>run.json</c>.</summary>
internal static class RunRecord
{
    /// <summary>What became of each step: <c>Ran</c>, <c>Reused</c>, <c>Failed</c>, <c>Skipped</c>.</summary>
    public static IReadOnlyDictionary<string, string> Statuses(string folder) => Steps(folder)
        .ToDictionary(step => step.GetProperty("name").GetString()!, step => step.GetProperty("status").GetString()!, StringComparer.Ordinal);

    /// <summary>Statuses of the steps in their order, in one line.</summary>
    public static string Summary(string folder) => string.Join(' ', Statuses(folder).Values);

    private static JsonElement[] Steps(string folder)
    {
        var latest = Directory.EnumerateDirectories(Path.Combine(folder, ".mlops", "runs")).Order(StringComparer.Ordinal).Last();
        using var run = JsonDocument.Parse(File.ReadAllText(Path.Combine(latest, "run.json")));
        return [.. run.RootElement.GetProperty("steps").EnumerateArray().Select(step => step.Clone())];
    }
}
