using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Testing.Mlflow;

/// <summary>A registered model as the fake keeps it.</summary>
internal sealed class FakeModel
{
    public required string Name { get; set; }

    public required long Created { get; init; }

    public string? Description { get; set; }

    public long Updated { get; set; }

    /// <summary>The highest number that was ever given: that of a deleted version is not given again.</summary>
    public int LastNumber { get; set; }

    public List<FakeVersion> Versions { get; } = [];

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Aliases { get; } = new(StringComparer.Ordinal);

    public FakeVersion Version(int number) => Versions.Find(version => version.Number == number)
        ?? throw FakeRefusal.Missing(string.Create(CultureInfo.InvariantCulture, $"Model Version (name={Name}, version={number}) not found"));

    /// <summary>The newest version of each stage.</summary>
    public IEnumerable<FakeVersion> Latest() => Versions.GroupBy(version => version.Stage).Select(group => group.MaxBy(version => version.Number)!).OrderBy(version => version.Number);

    public JsonObject Write(FakeVersion version) =>
        version.Write(Name, Aliases.Where(alias => alias.Value == version.Number).Select(alias => alias.Key));

    public JsonObject Write()
    {
        JsonNode[] latest = [.. Latest().Select(version => version.Write(Name, []))];
        JsonNode[] aliases = [.. Aliases.Select(alias => new JsonObject { ["alias"] = alias.Key, ["version"] = alias.Value.ToString(CultureInfo.InvariantCulture) })];
        return FakeParameters.Compact(new()
        {
            ["name"] = Name,
            ["creation_timestamp"] = Created,
            ["last_updated_timestamp"] = Updated,
            ["description"] = Description,
            ["latest_versions"] = latest.Length == 0 ? null : new JsonArray(latest),
            ["tags"] = FakeParameters.List(Tags),
            ["aliases"] = aliases.Length == 0 ? null : new JsonArray(aliases),
        });
    }
}
