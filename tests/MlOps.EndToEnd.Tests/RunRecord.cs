using System.Text.Json;

namespace MlOps.EndToEnd.Tests;

/// <summary>What the latest run of a folder wrote of itself in <c>run.json</c>.</summary>
internal static class RunRecord
{
    /// <summary>What became of each step: <c>Ran</c>, <c>Reused</c>, <c>Failed</c>, <c>Skipped</c>.</summary>
    public static IReadOnlyDictionary<string, string> Statuses(string folder) => Steps(Runs(folder).Last())
        .ToDictionary(step => step.GetProperty("name").GetString()!, step => step.GetProperty("status").GetString()!, StringComparer.Ordinal);

    /// <summary>Statuses of the steps in their order, in one line.</summary>
    public static string Summary(string folder) => string.Join(' ', Statuses(folder).Values);

    /// <summary>The same for every run, oldest first.</summary>
    public static IEnumerable<string> AllSummaries(string folder) => Runs(folder).Select(run => string.Join(' ', Steps(run).Select(step => step.GetProperty("status").GetString())));

    private static IEnumerable<string> Runs(string folder) => Directory.EnumerateDirectories(Path.Combine(folder, ".mlops", "runs")).Order(StringComparer.Ordinal);

    private static JsonElement[] Steps(string run)
    {
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
        return [.. record.RootElement.GetProperty("steps").EnumerateArray().Select(step => step.Clone())];
    }
}
