using System.Text.Json.Nodes;

namespace MlOps.Testing.Mlflow;

/// <summary>The proxy for artifacts: files below one folder, by their path.</summary>
internal sealed class FakeArtifacts
{
    private const string Scheme = "mlflow-artifacts:/";

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Every file, for tests that damage one.</summary>
    public IDictionary<string, byte[]> Files => _files;

    public FakeAnswer Put(string path, byte[] content)
    {
        _files[Safe(path)] = content;
        return new(200, "application/json", "");
    }

    public FakeAnswer Get(string path) => _files.TryGetValue(Safe(path), out var content)
        ? new(200, "application/octet-stream", content)
        : new(500, "text/html", "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n");

    public JsonObject List(FakeRun run, JsonObject parameters)
    {
        var root = run.ArtifactUri[Scheme.Length..] + "/";
        var below = parameters.Text("path") is { Length: > 0 } folder ? folder + "/" : "";
        var children = _files
            .Where(file => file.Key.StartsWith(root + below, StringComparison.Ordinal))
            .GroupBy(file => file.Key[(root + below).Length..].Split('/')[0])
            .Select(group => group.Any(file => file.Key == root + below + group.Key)
                ? new JsonObject { ["path"] = below + group.Key, ["is_dir"] = false, ["file_size"] = _files[root + below + group.Key].Length }
                : new JsonObject { ["path"] = below + group.Key, ["is_dir"] = true });
        return new() { ["root_uri"] = run.ArtifactUri, ["files"] = new JsonArray([.. children]) };
    }

    private static string Safe(string path)
    {
        var decoded = Uri.UnescapeDataString(path);
        return decoded.Split('/').Any(part => part is "" or "." or "..") ? throw FakeRefusal.Invalid("Invalid path") : decoded;
    }
}
