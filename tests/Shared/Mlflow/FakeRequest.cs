using System.Text;
using System.Text.Json.Nodes;

namespace MlOps.Testing.Mlflow;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="RawPath">The path, and the query behind '?'; not decoded.</param>
/// <param name="Body">The body.</param>
/// <param name="SignIn">The header <c>Authorization</c>; null where it is absent.</param>
internal sealed record FakeRequest(string Method, string RawPath, byte[] Body, string? SignIn = null)
{
    /// <summary>The path without the query.</summary>
    public string Path => RawPath.Split('?')[0];

    /// <summary>The parameters: those of the body, or for GET those of the query.</summary>
    public JsonObject Parameters() => Method == "GET" ? Query() : JsonNode.Parse(Encoding.UTF8.GetString(Body)) as JsonObject ?? [];

    private JsonObject Query()
    {
        var parameters = new JsonObject();
        foreach (var pair in RawPath.Split('?').Skip(1).SelectMany(query => query.Split('&', StringSplitOptions.RemoveEmptyEntries)))
        {
            var (name, value) = pair.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (pair[..at], pair[(at + 1)..]) : (pair, "");
            parameters[name] = Uri.UnescapeDataString(value.Replace('+', ' '));
        }

        return parameters;
    }
}
