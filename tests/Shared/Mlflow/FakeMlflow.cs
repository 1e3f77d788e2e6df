using System.Text.Json.Nodes;

namespace MlOps.Testing.Mlflow;

/// <summary>
/// An MLflow server as far as a client of the model registry can tell: the recorded exchanges with a real one are held against it. It keeps
/// everything in memory, and answers one request after the other.
/// </summary>
internal sealed class FakeMlflow
{
    private const string Api = "/api/2.0/mlflow/";
    private const string ArtifactPath = "/api/2.0/mlflow-artifacts/artifacts/";
    private const string NotFound =
        "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>\n";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Func<JsonObject, JsonObject>> _calls;
    private long _now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public FakeMlflow()
    {
        Tracking = new(() => _now);
        Registry = new(Tracking, () => _now);
        _calls = new()
        {
            ["POST experiments/create"] = Tracking.CreateExperiment,
            ["GET experiments/get-by-name"] = Tracking.GetExperimentByName,
            ["POST experiments/search"] = Tracking.SearchExperiments,
            ["POST runs/create"] = Tracking.CreateRun,
            ["POST runs/log-parameter"] = Tracking.LogParameter,
            ["POST runs/log-metric"] = Tracking.LogMetric,
            ["POST runs/log-batch"] = Tracking.LogBatch,
            ["POST runs/set-tag"] = Tracking.SetTag,
            ["POST runs/update"] = Tracking.UpdateRun,
            ["GET runs/get"] = Tracking.GetRun,
            ["POST runs/search"] = Tracking.SearchRuns,
            ["GET metrics/get-history"] = Tracking.GetHistory,
            ["GET artifacts/list"] = parameters => Artifacts.List(Tracking.Run(parameters), parameters),
            ["POST registered-models/create"] = Registry.Create,
            ["GET registered-models/get"] = Registry.Get,
            ["GET registered-models/search"] = Registry.Search,
            ["POST registered-models/rename"] = Registry.Rename,
            ["PATCH registered-models/update"] = Registry.Update,
            ["DELETE registered-models/delete"] = Registry.Delete,
            ["POST registered-models/set-tag"] = Registry.SetTag,
            ["DELETE registered-models/delete-tag"] = Registry.DeleteTag,
            ["POST registered-models/alias"] = Registry.SetAlias,
            ["GET registered-models/alias"] = Registry.GetAlias,
            ["DELETE registered-models/alias"] = Registry.DeleteAlias,
            ["POST registered-models/get-latest-versions"] = Registry.GetLatest,
            ["POST model-versions/create"] = Registry.CreateVersion,
            ["GET model-versions/get"] = Registry.GetVersion,
            ["GET model-versions/get-download-uri"] = Registry.GetDownloadUri,
            ["GET model-versions/search"] = Registry.SearchVersions,
            ["POST model-versions/transition-stage"] = Registry.Transition,
            ["POST model-versions/set-tag"] = Registry.SetVersionTag,
            ["DELETE model-versions/delete-tag"] = Registry.DeleteVersionTag,
            ["PATCH model-versions/update"] = Registry.UpdateVersion,
            ["DELETE model-versions/delete"] = Registry.DeleteVersion,
        };
    }

    public FakeTracking Tracking { get; }

    public FakeModelRegistry Registry { get; }

    public FakeArtifacts Artifacts { get; } = new();

    /// <summary>Every request that was answered, in order.</summary>
    public List<FakeRequest> Requests { get; } = [];

    /// <summary>The header <c>Authorization</c> that every request must carry; null where none is needed.</summary>
    public string? SignIn { get; set; }

    public FakeAnswer Answer(FakeRequest request)
    {
        lock (_lock)
        {
            _now++; // each request has a time of its own, so that times can be told apart
            Requests.Add(request);
            try
            {
                return SignIn is not null && request.SignIn != SignIn ? new(401, "text/html", "You are not authenticated.") : Find(request);
            }
            catch (FakeRefusal refusal)
            {
                return refusal.Answer;
            }
        }
    }

    private FakeAnswer Find(FakeRequest request) => request switch
    {
        { Method: "GET", Path: "/health" } => new(200, "text/html", "OK"),
        { Method: "GET", Path: "/version" } => new(200, "text/html", "3.17.2"),
        { Method: "PUT" } when request.Path.StartsWith(ArtifactPath, StringComparison.Ordinal) => Artifacts.Put(request.Path[ArtifactPath.Length..], request.Body),
        { Method: "GET" } when request.Path.StartsWith(ArtifactPath, StringComparison.Ordinal) => Artifacts.Get(request.Path[ArtifactPath.Length..]),
        _ when request.Path.StartsWith(Api, StringComparison.Ordinal) && _calls.TryGetValue($"{request.Method} {request.Path[Api.Length..]}", out var call) => new(200, call(request.Parameters())),
        _ => new(404, "text/html", NotFound),
    };
}
