using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Testing.Mlflow;

/// <summary>A version of a registered model as the fake keeps it.</summary>
internal sealed class FakeVersion
{
    public required int Number { get; init; }

    public required long Created { get; init; }

    public required string Source { get; init; }

    public string? RunId { get; init; }

    public string? Description { get; set; }

    public long Updated { get; set; }

    public string Stage { get; set; } = "None";

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The version in MLflow's form.</summary>
    /// <param name="model">The model's name now.</param>
    /// <param name="aliases">The aliases; some answers leave them out.</param>
    public JsonObject Write(string model, IEnumerable<string> aliases)
    {
        JsonNode[] names = [.. aliases.Select(alias => (JsonNode)alias)];
        return FakeParameters.Compact(new()
        {
            ["name"] = model,
            ["version"] = Number.ToString(CultureInfo.InvariantCulture),
            ["creation_timestamp"] = Created,
            ["last_updated_timestamp"] = Updated,
            ["current_stage"] = Stage,
            ["description"] = Description,
            ["source"] = Source,
            ["run_id"] = RunId,
            ["status"] = "READY",
            ["tags"] = FakeParameters.List(Tags),
            ["run_link"] = "",
            ["aliases"] = names.Length == 0 ? null : new JsonArray(names),
        });
    }
}
