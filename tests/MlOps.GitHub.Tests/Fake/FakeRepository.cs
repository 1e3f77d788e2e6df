using System.Text.Json.Nodes;
using System.Web;

namespace MlOps.GitHub.Tests.Fake;

/// <summary>The checks, comments and statuses of one repository, and GitHub's rules for them. One request at a time.</summary>
internal sealed class FakeRepository
{
    private const string When = "2026-11-22T12:00:00Z";

    private long _lastId = 1000;

    public string Name { get; } = "octo-org/mail";

    /// <summary>False for a fork's token, or one of a person.</summary>
    public bool MayWriteChecks { get; set; } = true;

    public bool MayWriteStatuses { get; set; } = true;

    public bool MayComment { get; set; } = true;

    public List<JsonObject> Checks { get; } = [];

    public List<JsonObject> Comments { get; } = [];

    public List<JsonObject> Statuses { get; } = [];

    /// <summary>The last commit of each pull request, by its number.</summary>
    public Dictionary<int, string> Pulls { get; } = [];

    /// <summary>Runs after a comment or a check was made, as another job that is quicker.</summary>
    public Action? OnCreated { get; set; }

    /// <summary>The annotations of a check.</summary>
    public static JsonArray Annotations(JsonObject check) => check["_annotations"]!.AsArray();

    /// <summary>Adds a comment, as another program would.</summary>
    public JsonObject AddComment(int issue, string body, string author = "somebody")
    {
        var id = ++_lastId;
        var comment = new JsonObject
        {
            ["id"] = id,
            ["node_id"] = "IC_1",
            ["url"] = $"https://api.github.com/repos/{Name}/issues/comments/{id}",
            ["html_url"] = $"https://github.com/{Name}/pull/{issue}#issuecomment-{id}",
            ["body"] = body,
            ["created_at"] = When,
            ["updated_at"] = When,
            ["author_association"] = "NONE",
            ["user"] = new JsonObject { ["login"] = author, ["id"] = 1, ["type"] = "User" },
            ["_issue"] = issue,
        };
        Comments.Add(comment);
        return comment;
    }

    /// <summary>Does what a request asks for.</summary>
    public FakeAnswer Answer(FakeRequest request)
    {
        var (path, query) = Split(request.Path);
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["repos", var owner, var name, ..] || $"{owner}/{name}" != Name)
        {
            return FakeAnswer.Error(404, "Not Found");
        }

        return (request.Method, parts[3..]) switch
        {
            ("GET", ["commits", var sha, "check-runs"]) => Page(
                Checks.Where(check => Text(check, "head_sha") == sha && (query["check_name"] is not { } wanted || Text(check, "name") == wanted)).OrderByDescending(Id),
                query, request.Path, "check_runs"),
            ("POST", ["check-runs"]) => CreateCheck(request.Json.AsObject()),
            ("PATCH", ["check-runs", var id]) => UpdateCheck(id, request.Json.AsObject()),
            ("GET", ["check-runs", var id, "annotations"]) => Find(Checks, id) is { } check ? Page(Annotations(check).Select(node => node!.AsObject()), query, request.Path, null) : Missing,
            ("GET", ["issues", var issue, "comments"]) => Page(Comments.Where(comment => comment["_issue"]!.ToString() == issue), query, request.Path, null),
            ("POST", ["issues", var issue, "comments"]) => CreateComment(int.Parse(issue), request.Json),
            ("PATCH", ["issues", "comments", var id]) => UpdateComment(id, request.Json),
            ("DELETE", ["issues", "comments", var id]) => DeleteComment(id),
            ("POST", ["statuses", var sha]) => CreateStatus(sha, request.Json.AsObject()),
            ("GET", ["pulls", var number]) => Pulls.TryGetValue(int.Parse(number), out var head)
                ? new(200, new JsonObject { ["number"] = int.Parse(number), ["state"] = "open", ["head"] = new JsonObject { ["sha"] = head, ["ref"] = "feature" } })
                : Missing,
            _ => Missing,
        };
    }

    private static FakeAnswer Missing => FakeAnswer.Error(404, "Not Found");

    private static FakeAnswer NotAccessible => FakeAnswer.Error(403, "Resource not accessible by integration");

    private FakeAnswer CreateCheck(JsonObject asked)
    {
        if (!MayWriteChecks)
        {
            return NotAccessible;
        }

        if (Mistake(asked) is { } mistake || Text(asked, "name") is null || Text(asked, "head_sha") is not { Length: 40 })
        {
            return FakeAnswer.Error(422, "Invalid request");
        }

        var id = ++_lastId;
        var check = new JsonObject
        {
            ["id"] = id,
            ["html_url"] = $"https://github.com/{Name}/runs/{id}",
            ["started_at"] = When,
            ["completed_at"] = null,
            ["conclusion"] = null,
            ["output"] = new JsonObject { ["title"] = null, ["summary"] = null, ["text"] = null, ["annotations_count"] = 0 },
            ["_annotations"] = new JsonArray(),
        };
        Checks.Add(check);
        Apply(check, asked);
        OnCreated?.Invoke();
        return new(201, Shown(check));
    }

    private FakeAnswer UpdateCheck(string id, JsonObject asked)
    {
        if (!MayWriteChecks)
        {
            return NotAccessible;
        }

        if (Find(Checks, id) is not { } check)
        {
            return Missing;
        }

        if (Mistake(asked) is not null)
        {
            return FakeAnswer.Error(422, "Invalid request");
        }

        Apply(check, asked);
        return new(200, Shown(check));
    }

    private static string? Mistake(JsonObject asked)
    {
        if (Text(asked, "status") == "completed" && Text(asked, "conclusion") is not ("success" or "failure" or "cancelled" or "neutral"))
        {
            return "no conclusion";
        }

        if (asked["output"] is not JsonObject output)
        {
            return null;
        }

        var annotations = output["annotations"]?.AsArray() ?? [];
        return Text(output, "title") is null ? "no title"
            : Text(output, "summary") is not { Length: <= GitHubLimits.BodyBytes } ? "no summary, or too long"
            : Text(output, "text") is { Length: > GitHubLimits.BodyBytes } ? "text too long"
            : annotations.Count > GitHubLimits.AnnotationsPerRequest ? "too many annotations"
            : annotations.Any(one => one!["start_column"] is not null && one["start_line"]!.GetValue<int>() != one["end_line"]!.GetValue<int>()) ? "columns over several lines"
            : null;
    }

    // annotations are added to those that are there; all else replaces
    private static void Apply(JsonObject check, JsonObject asked)
    {
        foreach (var (key, value) in asked.Where(pair => pair.Key != "output"))
        {
            check[key] = value?.DeepClone();
        }

        if (Text(check, "status") != "completed")
        {
            check["conclusion"] = null;
        }

        if (asked["output"] is JsonObject output)
        {
            var kept = check["output"]!.AsObject();
            foreach (var key in new[] { "title", "summary", "text" })
            {
                kept[key] = output[key]?.DeepClone();
            }

            foreach (var annotation in output["annotations"]?.AsArray() ?? [])
            {
                Annotations(check).Add(annotation!.DeepClone());
            }

            kept["annotations_count"] = Annotations(check).Count;
        }
    }

    private FakeAnswer CreateComment(int issue, JsonNode asked)
    {
        if (!MayComment)
        {
            return NotAccessible;
        }

        if (asked["body"]!.GetValue<string>().Length > 65_536)
        {
            return FakeAnswer.Error(422, "Body is too long");
        }

        var comment = AddComment(issue, asked["body"]!.GetValue<string>(), "github-actions[bot]");
        OnCreated?.Invoke();
        return new(201, Shown(comment));
    }

    private FakeAnswer UpdateComment(string id, JsonNode asked)
    {
        if (!MayComment || Find(Comments, id) is not { } comment)
        {
            return MayComment ? Missing : NotAccessible;
        }

        comment["body"] = asked["body"]!.DeepClone();
        return new(200, Shown(comment));
    }

    private FakeAnswer DeleteComment(string id) => Comments.RemoveAll(comment => comment["id"]!.ToString() == id) == 1 ? new(204, null) : Missing;

    private FakeAnswer CreateStatus(string sha, JsonObject asked)
    {
        if (!MayWriteStatuses)
        {
            return NotAccessible;
        }

        if (Text(asked, "description") is { Length: > GitHubLimits.StatusCharacters })
        {
            return FakeAnswer.Error(422, "description is too long");
        }

        var status = asked.DeepClone().AsObject();
        (status["id"], status["sha"], status["created_at"], status["updated_at"]) = (++_lastId, sha, When, When);
        Statuses.Add(status);
        return new(201, status.DeepClone());
    }

    private static FakeAnswer Page(IEnumerable<JsonObject> all, System.Collections.Specialized.NameValueCollection query, string path, string? wrapper)
    {
        var items = all.ToList();
        var size = Math.Min(int.Parse(query["per_page"] ?? "30"), GitHubLimits.PageSize);
        var page = int.Parse(query["page"] ?? "1");
        var shown = new JsonArray([.. items.Skip((page - 1) * size).Take(size).Select(Shown)]);
        JsonNode body = wrapper is null ? shown : new JsonObject { ["total_count"] = items.Count, [wrapper] = shown };
        query["page"] = $"{page + 1}";
        return new(200, body) { Headers = items.Count > page * size ? [("Link", $"<http://HOST{path.Split('?')[0]}?{query}>; rel=\"next\"")] : [] };
    }

    private static (string Path, System.Collections.Specialized.NameValueCollection Query) Split(string path) =>
        (path.Split('?')[0], HttpUtility.ParseQueryString(path.Contains('?', StringComparison.Ordinal) ? path.Split('?')[1] : ""));

    private static JsonObject Shown(JsonObject item)
    {
        var shown = item.DeepClone().AsObject();
        foreach (var key in shown.Select(pair => pair.Key).Where(key => key[0] == '_').ToList())
        {
            _ = shown.Remove(key);
        }

        return shown;
    }

    private static JsonObject? Find(List<JsonObject> items, string id) => items.Find(item => item["id"]!.ToString() == id);

    private static long Id(JsonObject item) => item["id"]!.GetValue<long>();

    private static string? Text(JsonObject item, string name) => item[name]?.GetValue<string>();
}
