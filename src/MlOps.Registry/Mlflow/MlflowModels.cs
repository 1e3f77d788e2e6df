using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using MlOps.Diagnostics;
using MlOps.Registry.Mlflow.Wire;

namespace MlOps.Registry.Mlflow;

/// <summary>Registered models and their versions.</summary>
/// <param name="client">The server.</param>
internal sealed class MlflowModels(MlflowClient client)
{
    private const int MostTagLetters = 5000;
    private const string ModelsAPage = "100";
    private const string VersionsAPage = "1000";

    /// <summary>Every registered model.</summary>
    /// <param name="ct">Ends the requests.</param>
    public Task<IReadOnlyList<MlflowModel>> AllAsync(CancellationToken ct) =>
        PagesAsync("registered-models/search", [("max_results", ModelsAPage)], "registered_models", MlflowJson.Default.MlflowModel, ct);

    /// <summary>A registered model; null where there is none of the name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<MlflowModel?> FindAsync(string name, CancellationToken ct)
    {
        try
        {
            return (await client.GetAsync("registered-models/get", [("name", name)], ct)).Read("registered_model", MlflowJson.Default.MlflowModel);
        }
        catch (MlflowRefusal refusal) when (refusal.Code == MlflowRefusal.DoesNotExist)
        {
            return null;
        }
    }

    /// <summary>The versions of a model, in the order of their numbers.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="ct">Ends the requests.</param>
    public async Task<IReadOnlyList<MlflowVersion>> VersionsAsync(string name, CancellationToken ct)
    {
        var quote = name.Contains('\'', StringComparison.Ordinal) ? '"' : '\'';
        var found = await SearchVersionsAsync($"name={quote}{name}{quote}", ct);
        return [.. found.DistinctBy(version => version.Version).OrderBy(NumberOf)]; // the pages may overlap where somebody changes a version between them
    }

    /// <summary>A version; null where there is none of the number.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">Its number.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<MlflowVersion?> FindVersionAsync(string name, int version, CancellationToken ct)
    {
        try
        {
            var number = version.ToString(CultureInfo.InvariantCulture);
            return (await client.GetAsync("model-versions/get", [("name", name), ("version", number)], ct)).Read("model_version", MlflowJson.Default.MlflowVersion);
        }
        catch (MlflowRefusal refusal) when (refusal.Code == MlflowRefusal.DoesNotExist)
        {
            return null;
        }
    }

    /// <summary>Makes a registered model, where there is none of the name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tags">Its first tags.</param>
    /// <param name="ct">Ends the request.</param>
    /// <returns>False when it is there already; nothing is changed then.</returns>
    public async Task<bool> TryCreateAsync(string name, IEnumerable<MlflowTag> tags, CancellationToken ct)
    {
        try
        {
            _ = await client.SendAsync(HttpMethod.Post, "registered-models/create", new() { ["name"] = name, ["tags"] = MlflowRuns.List(tags) }, ct);
            return true;
        }
        catch (MlflowRefusal refusal) when (refusal.Code == MlflowRefusal.AlreadyExists)
        {
            return false;
        }
    }

    /// <summary>Makes a version, with all of its tags in the same request.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="run">The run in whose artifacts its files lie.</param>
    /// <param name="source">The address of their folder.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="ct">Ends the requests.</param>
    /// <remarks>Where the answer is lost, the version is looked for by its run: another request would make another version.</remarks>
    public async Task<MlflowVersion> CreateVersionAsync(string name, string run, string source, IEnumerable<MlflowTag> tags, CancellationToken ct)
    {
        try
        {
            var body = new JsonObject { ["name"] = name, ["source"] = source, ["run_id"] = run, ["tags"] = MlflowRuns.List(tags) };
            return (await client.SendAsync(HttpMethod.Post, "model-versions/create", body, ct, isRepeatable: false)).Read("model_version", MlflowJson.Default.MlflowVersion);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            var made = await SearchVersionsAsync($"run_id='{run}'", ct);
            return made.FirstOrDefault(version => version.Name == name) ?? throw new HttpRequestException(e.Message, e);
        }
    }

    /// <summary>Gives a version another stage.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">Its number.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="archivesOthers">True where the versions that are in the stage are archived by the same request.</param>
    /// <param name="ct">Ends the request.</param>
    public Task MoveAsync(string name, int version, Stage stage, bool archivesOthers, CancellationToken ct) => client.SendAsync(
        HttpMethod.Post, "model-versions/transition-stage", With(name, version, ("stage", stage.ToString()), ("archive_existing_versions", archivesOthers)), ct);

    /// <summary>Removes a version; its number is not given again.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">Its number.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task DeleteVersionAsync(string name, int version, CancellationToken ct)
    {
        try
        {
            _ = await client.SendAsync(HttpMethod.Delete, "model-versions/delete", With(name, version), ct);
        }
        catch (MlflowRefusal refusal) when (refusal.Code == MlflowRefusal.DoesNotExist)
        {
            // an earlier request whose answer was lost, or another client
        }
    }

    /// <summary>Says what a model or a version is.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number; null for the model itself.</param>
    /// <param name="text">The description.</param>
    /// <param name="ct">Ends the request.</param>
    public Task DescribeAsync(string name, int? version, string text, CancellationToken ct) =>
        client.SendAsync(HttpMethod.Patch, $"{Kind(version)}/update", With(name, version, ("description", text)), ct);

    /// <summary>Gives a tag a value, or removes it.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number; null for the model itself.</param>
    /// <param name="key">The tag.</param>
    /// <param name="value">Its value; null removes it.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="MlOpsException">MLOPS5201: the value is longer than MLflow keeps.</exception>
    public Task SetTagAsync(string name, int? version, string key, string? value, CancellationToken ct) => value switch
    {
        null => client.SendAsync(HttpMethod.Delete, $"{Kind(version)}/delete-tag", With(name, version, ("key", key)), ct),
        { Length: > MostTagLetters } => throw new MlOpsException(
            Rules.MlflowFailed, Location.None, $"the value of the tag '{key}' has {value.Length} letters, and MLflow takes {MostTagLetters}; give a shorter text"),
        _ => client.SendAsync(HttpMethod.Post, $"{Kind(version)}/set-tag", With(name, version, ("key", key), ("value", value)), ct),
    };

    /// <summary>Lets an alias name a version.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">The version's number; null removes the alias.</param>
    /// <param name="ct">Ends the request.</param>
    public Task SetAliasAsync(string name, string alias, int? version, CancellationToken ct) =>
        client.SendAsync(version is null ? HttpMethod.Delete : HttpMethod.Post, "registered-models/alias", With(name, version, ("alias", alias)), ct);

    /// <summary>A version's number.</summary>
    /// <param name="version">The version.</param>
    public static int NumberOf(MlflowVersion version) => int.TryParse(version.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new HttpRequestException($"its answer is not MLflow's: a version has the number '{version.Version}'");

    private static string Kind(int? version) => version is null ? "registered-models" : "model-versions";

    private static JsonObject With(string name, int? version, params ReadOnlySpan<(string Name, JsonNode Value)> others)
    {
        var body = new JsonObject { ["name"] = name };
        if (version is { } number)
        {
            body["version"] = number.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (key, value) in others)
        {
            body[key] = value;
        }

        return body;
    }

    private Task<IReadOnlyList<MlflowVersion>> SearchVersionsAsync(string filter, CancellationToken ct) =>
        PagesAsync("model-versions/search", [("filter", filter), ("max_results", VersionsAPage)], "model_versions", MlflowJson.Default.MlflowVersion, ct);

    private async Task<IReadOnlyList<T>> PagesAsync<T>(string call, (string Name, string Value)[] query, string list, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var all = new List<T>();
        for (string? token = null; ;)
        {
            JsonElement page = await client.GetAsync(call, token is null ? query : [.. query, ("page_token", token)], ct);
            all.AddRange(page.ReadList(list, type));
            token = page.ReadText("next_page_token");
            if (token is null)
            {
                return all;
            }
        }
    }
}
