using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Testing.Mlflow;

/// <summary>Experiments and runs.</summary>
/// <param name="now">The time of the request, in milliseconds since 1970.</param>
internal sealed class FakeTracking(Func<long> now)
{
    public const string Proxied = "mlflow-artifacts:";

    private readonly List<JsonObject> _experiments = [Experiment("0", "Default", now(), tags: null)];
    private readonly OrderedDictionary<string, FakeRun> _runs = [];

    /// <summary>Where runs keep their artifacts; another one stands for a server that does not pass them on.</summary>
    public string ArtifactScheme { get; set; } = Proxied;

    public IEnumerable<FakeRun> Runs => _runs.Values;

    public JsonObject CreateExperiment(JsonObject parameters)
    {
        var name = parameters.Required("name");
        if (Find(name) is not null)
        {
            throw FakeRefusal.Exists($"Experiment(name={name}) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed");
        }

        var id = _experiments.Count.ToString(CultureInfo.InvariantCulture);
        _experiments.Add(Experiment(id, name, now(), FakeParameters.List(parameters.Tags().Select(tag => KeyValuePair.Create(tag.Key, tag.Value)))));
        return new() { ["experiment_id"] = id };
    }

    public JsonObject GetExperimentByName(JsonObject parameters)
    {
        var name = parameters.Required("experiment_name");
        return new() { ["experiment"] = (Find(name) ?? throw FakeRefusal.Missing($"Could not find experiment with name '{name}'")).DeepClone() };
    }

    public JsonObject SearchExperiments(JsonObject parameters) => new()
    {
        ["experiments"] = new JsonArray([.. _experiments.AsEnumerable().Reverse().Take((int)(parameters.Whole("max_results") ?? 1000)).Select(experiment => experiment.DeepClone())]),
    };

    public JsonObject CreateRun(JsonObject parameters)
    {
        var experiment = parameters.Text("experiment_id") ?? "0";
        if (_experiments.All(known => known["experiment_id"]!.GetValue<string>() != experiment))
        {
            throw FakeRefusal.Missing($"No Experiment with id={experiment} exists");
        }

        var id = Guid.NewGuid().ToString("n");
        var run = new FakeRun { ArtifactScheme = ArtifactScheme, Id = id, Experiment = experiment, Name = parameters.Text("run_name") ?? "unnamed", Start = parameters.Whole("start_time") ?? now() };
        foreach (var (key, value) in parameters.Tags())
        {
            run.Tags[key] = value;
        }

        run.Tags["mlflow.runName"] = run.Name;
        _runs.Add(id, run);
        return new() { ["run"] = run.Write() };
    }

    public JsonObject LogParameter(JsonObject parameters)
    {
        Log(Run(parameters), parameters.Required("key"), parameters.Text("value") ?? "");
        return [];
    }

    public JsonObject LogMetric(JsonObject parameters)
    {
        Log(Run(parameters), parameters);
        return [];
    }

    public JsonObject LogBatch(JsonObject parameters)
    {
        var run = Run(parameters);
        var (metrics, values, tags) = (List(parameters, "metrics"), List(parameters, "params"), parameters.Tags().ToList());
        if (metrics.Count > 1000 || values.Count > 100 || tags.Count > 100)
        {
            throw FakeRefusal.Invalid("A batch logging request can contain at most 1000 metrics, 100 params and 100 tags.");
        }

        metrics.ForEach(metric => Log(run, metric));
        values.ForEach(value => Log(run, value.Required("key"), value.Text("value") ?? ""));
        tags.ForEach(tag => run.Tags[tag.Key] = tag.Value);
        return [];
    }

    public JsonObject SetTag(JsonObject parameters)
    {
        var (key, value) = FakeParameters.Tag(parameters);
        Run(parameters).Tags[key] = value;
        return [];
    }

    public JsonObject UpdateRun(JsonObject parameters)
    {
        var run = Run(parameters);
        run.Status = parameters.Text("status") ?? run.Status;
        run.End = parameters.Whole("end_time") ?? run.End;
        return new() { ["run_info"] = run.Info() };
    }

    public JsonObject GetRun(JsonObject parameters) => new() { ["run"] = Whole(Run(parameters)) };

    public JsonObject GetHistory(JsonObject parameters)
    {
        var (run, key) = (Run(parameters), parameters.Required("metric_key"));
        return new() { ["metrics"] = new JsonArray([.. run.Metrics.Where(metric => metric.Key == key).Select(FakeRun.Metric)]) };
    }

    /// <remarks>Knows one condition, on a metric; that is what the recorded exchanges ask for.</remarks>
    public JsonObject SearchRuns(JsonObject parameters)
    {
        var experiments = (parameters["experiment_ids"] as JsonArray ?? []).Select(id => id!.GetValue<string>()).ToHashSet();
        var found = _runs.Values.Where(run => experiments.Contains(run.Experiment));
        if (parameters.Text("filter") is { Length: > 0 } filter)
        {
            var words = filter.Split(' ');
            Assert.True(words.Length == 3 && words[0].StartsWith("metrics.", StringComparison.Ordinal) && words[1] == ">", $"the fake does not know the filter {filter}");
            var least = double.Parse(words[2], CultureInfo.InvariantCulture);
            found = found.Where(run => run.Metrics.Where(metric => metric.Key == words[0]["metrics.".Length..]).ToList() is { Count: > 0 } values && FakeRun.Last(values).Value.GetValue<double>() > least);
        }

        return new() { ["runs"] = new JsonArray([.. found.Take((int)(parameters.Whole("max_results") ?? 1000)).Select(Whole)]) };
    }

    public FakeRun Run(JsonObject parameters)
    {
        var id = parameters.Required("run_id");
        return _runs.TryGetValue(id, out var run) ? run : throw FakeRefusal.Missing($"Run with id={id} not found");
    }

    public FakeRun? FindRun(string id) => _runs.GetValueOrDefault(id);

    private static JsonObject Experiment(string id, string name, long at, JsonArray? tags) => FakeParameters.Compact(new()
    {
        ["experiment_id"] = id,
        ["name"] = name,
        ["artifact_location"] = $"mlflow-artifacts:/{id}",
        ["lifecycle_stage"] = "active",
        ["last_update_time"] = at,
        ["creation_time"] = at,
        ["tags"] = tags,
        ["workspace"] = "default",
    });

    // a new run is answered without what it puts out
    private static JsonObject Whole(FakeRun run)
    {
        var written = run.Write();
        written["outputs"] = new JsonObject();
        return written;
    }

    private static List<JsonObject> List(JsonObject parameters, string name) => [.. (parameters[name] as JsonArray ?? []).OfType<JsonObject>()];

    private static void Log(FakeRun run, string key, string value)
    {
        if (run.Params.TryGetValue(FakeParameters.Key(key), out var old) && old != value)
        {
            throw FakeRefusal.Invalid(
                $"Changing param values is not allowed. Param with key='{key}' was already logged with value='{old}' for run ID='{run.Id}'. Attempted logging new value '{value}'.");
        }

        run.Params[key] = value.Length <= 6000 ? value : throw FakeRefusal.Invalid("Param value exceeded length limit of 6000");
    }

    private static void Log(FakeRun run, JsonObject metric)
    {
        var value = metric["value"] ?? throw FakeRefusal.Invalid("Missing value for required parameter 'value'. See the API docs for more information about request parameters.");
        var isNumber = value.GetValueKind() == JsonValueKind.Number || value.GetValue<string>() is "NaN" or "Infinity" or "-Infinity";
        run.Metrics.Add((
            FakeParameters.Key(metric.Required("key")),
            isNumber ? value.DeepClone() : throw FakeRefusal.Invalid($"Invalid value {value.ToJsonString()} for parameter 'value' supplied."),
            metric.Whole("timestamp") ?? throw FakeRefusal.Invalid("Missing value for required parameter 'timestamp'."),
            metric.Whole("step") ?? 0));
    }

    private JsonObject? Find(string name) => _experiments.FirstOrDefault(experiment => experiment["name"]!.GetValue<string>() == name);
}
