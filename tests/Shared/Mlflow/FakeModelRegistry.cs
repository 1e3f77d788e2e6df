using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlOps.Testing.Mlflow;

/// <summary>Registered models, versions, stages, aliases and tags.</summary>
/// <param name="tracking">The runs, in whose artifacts a version's files must lie.</param>
/// <param name="now">The time of the request, in milliseconds since 1970.</param>
internal sealed partial class FakeModelRegistry(FakeTracking tracking, Func<long> now)
{
    private static readonly string[] Stages = ["None", "Staging", "Production", "Archived"];

    private readonly List<FakeModel> _models = [];

    /// <summary>The models, for tests that change what no request can.</summary>
    public IReadOnlyList<FakeModel> Models => _models;

    public JsonObject Create(JsonObject parameters)
    {
        var name = parameters.Required("name");
        if (name.AsSpan().IndexOfAny('/', ':') >= 0)
        {
            throw FakeRefusal.Invalid($"Invalid model name '{name}'. Names cannot contain '/' or ':'.");
        }

        if (_models.Exists(known => known.Name == name))
        {
            throw FakeRefusal.Exists($"Registered Model (name={name}) already exists.");
        }

        var model = new FakeModel { Name = name, Created = now(), Updated = now(), Description = parameters.Text("description") };
        foreach (var (key, value) in parameters.Tags())
        {
            model.Tags[key] = value;
        }

        _models.Add(model);
        return new() { ["registered_model"] = model.Write() };
    }

    public JsonObject Get(JsonObject parameters) => new() { ["registered_model"] = Model(parameters).Write() };

    public JsonObject Search(JsonObject parameters) =>
        Page(_models.OrderBy(model => model.Name, StringComparer.Ordinal).Select(model => model.Write()), parameters, "registered_models");

    public JsonObject Rename(JsonObject parameters)
    {
        var model = Model(parameters);
        (model.Name, model.Updated) = (parameters.Required("new_name"), now());
        model.Versions.ForEach(version => version.Updated = model.Updated);
        return new() { ["registered_model"] = model.Write() };
    }

    public JsonObject Update(JsonObject parameters)
    {
        var model = Model(parameters);
        (model.Description, model.Updated) = (parameters.Text("description"), now());
        return new() { ["registered_model"] = model.Write() };
    }

    public JsonObject Delete(JsonObject parameters)
    {
        _ = _models.Remove(Model(parameters));
        return [];
    }

    public JsonObject SetTag(JsonObject parameters)
    {
        var (key, value) = FakeParameters.Tag(parameters);
        Model(parameters).Tags[key] = value;
        return [];
    }

    public JsonObject DeleteTag(JsonObject parameters)
    {
        _ = Model(parameters).Tags.Remove(parameters.Required("key"));
        return [];
    }

    public JsonObject SetAlias(JsonObject parameters)
    {
        var (model, alias) = (Model(parameters), parameters.Required("alias"));
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase))
        {
            throw FakeRefusal.Invalid("'latest' alias name (case insensitive) is reserved.");
        }

        if (ReservedAlias().IsMatch(alias))
        {
            throw FakeRefusal.Invalid($"Version alias name '{alias}' is reserved.");
        }

        model.Aliases[AliasForm().IsMatch(alias) ? alias : throw FakeRefusal.Invalid($"Invalid alias name: '{alias}'.")] = model.Version(parameters.Version()).Number;
        return [];
    }

    public JsonObject GetAlias(JsonObject parameters)
    {
        var (model, alias) = (Model(parameters), parameters.Required("alias"));
        return model.Aliases.TryGetValue(alias, out var number)
            ? new() { ["model_version"] = model.Write(model.Version(number)) }
            : throw FakeRefusal.Invalid($"Registered model alias {alias} not found.");
    }

    public JsonObject DeleteAlias(JsonObject parameters)
    {
        _ = Model(parameters).Aliases.Remove(parameters.Required("alias"));
        return [];
    }

    public JsonObject GetLatest(JsonObject parameters)
    {
        var model = Model(parameters);
        var stages = (parameters["stages"] as JsonArray)?.Select(stage => stage!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        return new() { ["model_versions"] = new JsonArray([.. model.Latest().Where(version => stages?.Contains(version.Stage) != false).Select(version => version.Write(model.Name, []))]) };
    }

    public JsonObject CreateVersion(JsonObject parameters)
    {
        var (name, source, runId) = (parameters.Required("name"), parameters.Required("source"), parameters.Text("run_id"));
        CheckSource(source, runId);
        var model = Model(parameters);
        var version = new FakeVersion { Number = ++model.LastNumber, Created = now(), Updated = now(), Source = source, RunId = runId, Description = parameters.Text("description") };
        foreach (var (key, value) in parameters.Tags())
        {
            version.Tags[key] = value;
        }

        model.Versions.Add(version);
        model.Updated = now();
        return new() { ["model_version"] = version.Write(name, []) };
    }

    public JsonObject GetVersion(JsonObject parameters) => Version(parameters, (model, version) => new() { ["model_version"] = model.Write(version) });

    public JsonObject GetDownloadUri(JsonObject parameters) => Version(parameters, (_, version) => new() { ["artifact_uri"] = version.Source });

    public JsonObject Transition(JsonObject parameters)
    {
        var asked = parameters.Required("stage");
        var stage = Stages.FirstOrDefault(known => known.Equals(asked, StringComparison.OrdinalIgnoreCase))
            ?? throw FakeRefusal.Invalid($"Invalid Model Version stage: {asked}. Value must be one of {string.Join(", ", Stages)}.");
        return Version(parameters, (model, version) =>
        {
            if (parameters["archive_existing_versions"]?.GetValue<bool>() == true && stage is "Staging" or "Production")
            {
                foreach (var other in model.Versions.Where(other => other.Number != version.Number && other.Stage == stage))
                {
                    (other.Stage, other.Updated) = ("Archived", now());
                }
            }

            (version.Stage, version.Updated, model.Updated) = (stage, now(), now());
            return new() { ["model_version"] = model.Write(version) };
        });
    }

    public JsonObject SetVersionTag(JsonObject parameters) => Version(parameters, (_, version) =>
    {
        var (key, value) = FakeParameters.Tag(parameters);
        version.Tags[key] = value;
        return [];
    });

    public JsonObject DeleteVersionTag(JsonObject parameters) => Version(parameters, (model, version) =>
    {
        _ = version.Tags.Remove(parameters.Required("key"));
        return [];
    });

    public JsonObject UpdateVersion(JsonObject parameters) => Version(parameters, (model, version) =>
    {
        (version.Description, version.Updated) = (parameters.Text("description"), now());
        return new() { ["model_version"] = model.Write(version) };
    });

    public JsonObject DeleteVersion(JsonObject parameters) => Version(parameters, (model, version) =>
    {
        _ = model.Versions.Remove(version);
        foreach (var alias in model.Aliases.Where(alias => alias.Value == version.Number).Select(alias => alias.Key).ToList())
        {
            _ = model.Aliases.Remove(alias);
        }

        return [];
    });

    /// <remarks>Knows the conditions <c>name=</c> and <c>run_id=</c>.</remarks>
    public JsonObject SearchVersions(JsonObject parameters)
    {
        var filter = parameters.Text("filter") ?? "";
        var match = Condition().Match(filter);
        Assert.True(match.Success, $"the fake does not know the filter {filter}");
        var (field, value) = (match.Groups[1].Value, match.Groups[3].Value);
        return Page(
            _models.SelectMany(model => model.Versions.Where(version => (field == "name" ? model.Name : version.RunId) == value).Select(version => (version, model.Name)))
                .OrderByDescending(found => found.version.Updated).ThenByDescending(found => found.version.Number)
                .Select(found => found.version.Write(found.Name, [])),
            parameters,
            "model_versions");
    }

    private static JsonObject Page(IEnumerable<JsonObject> all, JsonObject parameters, string name)
    {
        var start = parameters.Text("page_token") is { } token
            ? (int)(JsonNode.Parse(Convert.FromBase64String(token))!["offset"]!).GetValue<double>()
            : 0;
        var (list, most) = (all.ToList(), (int)(parameters.Whole("max_results") ?? 100));
        var page = new JsonObject { [name] = new JsonArray([.. list.Skip(start).Take(most)]) };
        if (start + most < list.Count)
        {
            page["next_page_token"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"offset": {{start + most}}}""")));
        }

        return page;
    }

    private void CheckSource(string source, string? runId)
    {
        var run = runId is null ? null : tracking.FindRun(runId) ?? throw FakeRefusal.Missing($"Run with id={runId} not found");
        if (run is null && !source.Contains(':', StringComparison.Ordinal))
        {
            throw FakeRefusal.Invalid($"Invalid model version source: '{source}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.");
        }

        if (run is null || !source.StartsWith(run.ArtifactUri + "/", StringComparison.Ordinal))
        {
            throw FakeRefusal.Invalid($"Invalid model version source: '{source}'. The run_id request parameter must identify the resource that contains the source.");
        }
    }

    private JsonObject Version(JsonObject parameters, Func<FakeModel, FakeVersion, JsonObject> answer)
    {
        _ = parameters.Required("name");
        var number = parameters.Version();
        var model = _models.Find(known => known.Name == parameters.Required("name"));
        return model is null
            ? throw FakeRefusal.Missing(string.Create(CultureInfo.InvariantCulture, $"Model Version (name={parameters.Required("name")}, version={number}) not found"))
            : answer(model, model.Version(number));
    }

    private FakeModel Model(JsonObject parameters)
    {
        var name = parameters.Required("name");
        return _models.Find(model => model.Name == name) ?? throw FakeRefusal.Missing($"Registered Model with name={name} not found");
    }

    [GeneratedRegex(@"\A[vV]\d+\z")]
    private static partial Regex ReservedAlias();

    [GeneratedRegex(@"\A[\w-]+\z")]
    private static partial Regex AliasForm();

    [GeneratedRegex("""\A(name|run_id)=(['"])([^'"]*)\2\z""")]
    private static partial Regex Condition();
}
