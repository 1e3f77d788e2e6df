using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Testing.Mlflow;

namespace MlOps.Registry.Tests.Mlflow;

/// <summary>Whatever the fake takes, the client sends nothing of another form than a real server was sent, and has understood.</summary>
public sealed class RequestFormTests : IDisposable
{
    private const string Api = "/api/2.0/mlflow/";

    // not among the recorded exchanges: https://mlflow.org/docs/latest/api_reference/rest-api.html, 'Set Registered Model Tag' and 'Delete Registered Model Tag'
    private static readonly Dictionary<string, string> Documented = new()
    {
        ["POST registered-models/set-tag"] = """{"name": "", "key": "", "value": ""}""",
        ["DELETE registered-models/delete-tag"] = """{"name": "", "key": ""}""",
    };

    // what DoEverything must have sent, or this test would say nothing of it
    private static readonly string[] Needed =
    [
        "GET experiments/get-by-name", "POST experiments/create",
        "POST runs/create", "POST runs/log-batch", "POST runs/log-parameter", "POST runs/update", "GET runs/get",
        "PUT artifact", "GET artifact",
        "GET registered-models/search", "GET registered-models/get", "POST registered-models/create", "POST registered-models/alias", "DELETE registered-models/alias", "PATCH registered-models/update",
        "POST registered-models/set-tag", "DELETE registered-models/delete-tag",
        "GET model-versions/search", "GET model-versions/get", "POST model-versions/create", "POST model-versions/transition-stage", "POST model-versions/set-tag", "DELETE model-versions/delete-tag",
        "PATCH model-versions/update", "DELETE model-versions/delete",
    ];

    private readonly MlflowBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Every_request_has_a_form_that_was_recorded()
    {
        var forms = Forms();
        DoEverything();

        var requests = _bench.Mlflow.Requests;
        Assert.All(requests, request => Assert.Null(Deviation(request, forms)));
        Assert.Superset(new HashSet<string>(Needed), requests.Select(CallOf).ToHashSet());
    }

    private static Dictionary<string, List<JsonObject>> Forms()
    {
        var forms = RecordedExchange.All()
            .Where(exchange => exchange.Status == 200 && exchange.Path.StartsWith(Api, StringComparison.Ordinal))
            .Select(exchange => exchange.Request(text => text))
            .GroupBy(CallOf)
            .ToDictionary(group => group.Key, group => group.Select(request => request.Parameters()).ToList());
        foreach (var (call, body) in Documented)
        {
            forms[call] = [JsonNode.Parse(body)!.AsObject()];
        }

        forms["GET registered-models/search"].Add(new() { ["page_token"] = "" });
        forms["GET model-versions/search"].Add(new() { ["page_token"] = "" });
        return forms;
    }

    private static string CallOf(FakeRequest request) =>
        $"{request.Method} {(request.Path.StartsWith(Api, StringComparison.Ordinal) ? request.Path[Api.Length..] : "artifact")}";

    private static string? Deviation(FakeRequest request, Dictionary<string, List<JsonObject>> forms)
    {
        var call = CallOf(request);
        if (call is "PUT artifact" or "GET artifact")
        {
            return request.Path.StartsWith("/api/2.0/mlflow-artifacts/artifacts/1/", StringComparison.Ordinal) ? null : $"{call}: {request.Path}";
        }

        if (!forms.TryGetValue(call, out var recorded))
        {
            return $"{call} was not recorded";
        }

        return request.Parameters()
            .Select(parameter => recorded.Any(form => form.TryGetPropertyValue(parameter.Key, out var value) && IsAlike(value, parameter.Value)) ? null : $"{call}: {parameter.Key} is {parameter.Value?.ToJsonString()}")
            .FirstOrDefault(found => found is not null);
    }

    private static bool IsAlike(JsonNode? recorded, JsonNode? sent) => (recorded, sent) switch
    {
        (JsonArray list, JsonArray other) => other.All(item => list.Any(known => IsAlike(known, item))),
        (JsonObject form, JsonObject other) => other.All(member => form.TryGetPropertyValue(member.Key, out var value) && IsAlike(value, member.Value)),
        (JsonValue value, JsonValue other) => Kind(value) == Kind(other),
        _ => false,
    };

    private static JsonValueKind Kind(JsonValue value) => value.GetValueKind() is JsonValueKind.True ? JsonValueKind.False : value.GetValueKind();

    private void DoEverything()
    {
        var registry = _bench.Registry;
        _ = registry.Register(_bench.Candidate("one"), TestContext.Current.CancellationToken);
        _ = registry.Register(_bench.Candidate("two") with { Approvals = 1 }, TestContext.Current.CancellationToken);
        _ = registry.Register(_bench.Candidate("three", Stage.None), TestContext.Current.CancellationToken);
        foreach (var edit in (RegistryEdit[])
        [
            new RegistryEdit.SetAlias("champion", 1),
            new RegistryEdit.RemoveAlias("champion"),
            new RegistryEdit.SetTag(1, "a", "b"),
            new RegistryEdit.SetTag(1, "a", null),
            new RegistryEdit.SetTag(null, "a", "b"),
            new RegistryEdit.SetTag(null, "a", null),
            new RegistryEdit.Describe(1, "first"),
            new RegistryEdit.Describe(null, "mail"),
            new RegistryEdit.Attach(1, "a.txt", _bench.File("a.txt", "a")),
            new RegistryEdit.Reject(2),
            new RegistryEdit.Move(3, Stage.Staging),
            new RegistryEdit.Move(3, Stage.Archived),
            new RegistryEdit.Delete(3),
        ])
        {
            _ = registry.Edit("mail-spam", edit, new("grace", "", "a try"));
        }

        Assert.Single(registry.Models());
        var version = registry.Find(ModelReference.Parse("mail-spam@Production"));
        registry.Fetch(version, TestContext.Current.CancellationToken);
        _ = registry.FetchAttachment(version, version.Attachments[0], TestContext.Current.CancellationToken);
    }
}
