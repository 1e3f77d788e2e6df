using System.CommandLine;
using MlOps.Metrics;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models gc</c>: removes what takes room and nobody names.</summary>
internal static class ModelsGcCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "List it and remove nothing" };
        return frame.Create("gc", "Remove what nobody names: what killed processes left, files of deleted versions, old copies", (parsed, registry, ct) =>
        {
            var isDry = parsed.GetValue(dryRun);
            var left = registry.Collect(remove: !isDry, ct);
            var table = new TextTable("what", "why", "size").Add(left.Select(item => new[] { item.Path, item.Why, MetricText.Of(item.Bytes, MetricUnit.Bytes) }));
            var sum = $"{Plural.Of(left.Count, "thing")}, {MetricText.Of(left.Sum(item => item.Bytes), MetricUnit.Bytes)}";
            return new(left.Count == 0 ? "there is nothing to remove" : $"{table}{(isDry ? "would be removed" : "removed")}: {sum}", json =>
            {
                json.WriteBoolean("removed", !isDry);
                ModelsJson.Array(json, "items", left, item => ModelsJson.Object(json, () =>
                {
                    json.WriteString("path", item.Path);
                    json.WriteString("why", item.Why);
                    json.WriteNumber("bytes", item.Bytes);
                }));
            });
        }, [dryRun]);
    }
}
