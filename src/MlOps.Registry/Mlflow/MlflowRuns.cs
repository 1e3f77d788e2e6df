using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Registry.Mlflow.Wire;

namespace MlOps.Registry.Mlflow;

/// <summary>Experiments, runs and their artifacts.</summary>
/// <param name="client">The server.</param>
/// <param name="time">The clock.</param>
internal sealed class MlflowRuns(MlflowClient client, TimeProvider time)
{
    private const string ArtifactScheme = "mlflow-artifacts:";
    private const int MostInBatch = 100;
    private const int MostParameterLetters = 6000;

    /// <summary>Begins a run in the experiment of a name, which is made when absent.</summary>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="name">The run's name.</param>
    /// <param name="tags">Its tags; those without a value are left out.</param>
    /// <param name="ct">Ends the requests.</param>
    public async Task<MlflowRunInfo> BeginAsync(string experiment, string name, IEnumerable<MlflowTag> tags, CancellationToken ct)
    {
        var answer = await client.SendAsync(
            HttpMethod.Post,
            "runs/create",
            new() { ["experiment_id"] = await ExperimentAsync(experiment, ct), ["start_time"] = Now(), ["run_name"] = name, ["tags"] = List(tags) },
            ct);
        return answer.Read("run", MlflowJson.Default.MlflowRun).Info;
    }

    /// <summary>Ends a run.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="status">FINISHED or FAILED.</param>
    /// <param name="ct">Ends the request.</param>
    public Task EndAsync(string run, string status, CancellationToken ct) =>
        client.SendAsync(HttpMethod.Post, "runs/update", new() { ["run_id"] = run, ["status"] = status, ["end_time"] = Now() }, ct);

    /// <summary>Writes parameters and metrics.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="parameters">The parameters; those without a value are left out, and long values cut.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="ct">Ends the requests.</param>
    public async Task LogAsync(string run, IEnumerable<MlflowTag> parameters, IEnumerable<MlflowMetric> metrics, CancellationToken ct)
    {
        var cut = parameters.Select(parameter => parameter with { Value = parameter.Value.Length <= MostParameterLetters ? parameter.Value : parameter.Value[..MostParameterLetters] });
        foreach (var some in cut.Chunk(MostInBatch))
        {
            _ = await LogBatchAsync(run, "params", List(some), ct);
        }

        foreach (var some in metrics.DistinctBy(metric => metric.Key).Chunk(MostInBatch))
        {
            _ = await LogBatchAsync(run, "metrics", new([.. some.Select(Measured)]), ct);
        }
    }

    /// <summary>Writes a parameter, which nobody can change after that.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="ct">Ends the request.</param>
    /// <returns>False when it has another value already.</returns>
    public async Task<bool> TryWriteAsync(string run, string key, string value, CancellationToken ct)
    {
        try
        {
            _ = await client.SendAsync(HttpMethod.Post, "runs/log-parameter", new() { ["run_id"] = run, ["key"] = key, ["value"] = value }, ct);
            return true;
        }
        catch (MlflowRefusal refusal) when (refusal.Code == MlflowRefusal.InvalidValue)
        {
            return false;
        }
    }

    /// <summary>A run with what was logged in it; null where there is none of the id.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<MlflowRun?> FindAsync(string run, CancellationToken ct)
    {
        try
        {
            return (await client.GetAsync("runs/get", [("run_id", run)], ct)).Read("run", MlflowJson.Default.MlflowRun);
        }
        catch (MlflowRefusal refusal) when (refusal.Code == MlflowRefusal.DoesNotExist)
        {
            return null;
        }
    }

    /// <summary>Where the proxy has what an address of MLflow's names.</summary>
    /// <param name="uri">Such as <c>mlflow-artifacts:/1/RUN/artifacts</c>.</param>
    /// <returns>Such as <c>1/RUN/artifacts</c>; null for an address elsewhere.</returns>
    public static string? PathOf(string uri) => uri.StartsWith(ArtifactScheme + "/", StringComparison.Ordinal) && !uri.StartsWith(ArtifactScheme + "//", StringComparison.Ordinal)
        ? uri[ArtifactScheme.Length..].Trim('/')
        : null;

    /// <summary>A list in MLflow's form, without what has no value.</summary>
    /// <param name="tags">Tags or parameters.</param>
    public static JsonArray List(IEnumerable<MlflowTag> tags) =>
        new([.. tags.Where(tag => tag.Value.Length > 0).Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]);

    private Task<JsonElement> LogBatchAsync(string run, string kind, JsonArray list, CancellationToken ct) =>
        client.SendAsync(HttpMethod.Post, "runs/log-batch", new() { ["run_id"] = run, [kind] = list }, ct);

    private async Task<string> ExperimentAsync(string name, CancellationToken ct)
    {
        if (await FindExperimentAsync(name, ct) is { } known)
        {
            return known;
        }

        try
        {
            return (await client.SendAsync(HttpMethod.Post, "experiments/create", new() { ["name"] = name }, ct)).ReadText("experiment_id") ?? throw new HttpRequestException("its answer names no experiment");
        }
        catch (MlflowRefusal refusal) when (refusal.Code == MlflowRefusal.AlreadyExists)
        {
            return await FindExperimentAsync(name, ct) ?? throw new HttpRequestException($"its experiment '{name}' is there and is not", refusal); // another process was quicker
        }
    }

    private async Task<string?> FindExperimentAsync(string name, CancellationToken ct)
    {
        try
        {
            return (await client.GetAsync("experiments/get-by-name", [("experiment_name", name)], ct)).Read("experiment", MlflowJson.Default.MlflowExperiment).ExperimentId;
        }
        catch (MlflowRefusal refusal) when (refusal.Code == MlflowRefusal.DoesNotExist)
        {
            return null;
        }
    }

    private JsonNode Measured(MlflowMetric metric) => new JsonObject
    {
        ["key"] = metric.Key,
        ["value"] = double.IsFinite(metric.Value) ? JsonValue.Create(metric.Value) : JsonValue.Create(metric.Value.ToString(CultureInfo.InvariantCulture)),
        ["timestamp"] = Now(),
        ["step"] = 0,
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
