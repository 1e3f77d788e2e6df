using System.Text.Json.Nodes;

namespace MlOps.GitHub.Tests.Fake;

/// <summary>A request that the fake has got.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Authorization">The header's value.</param>
/// <param name="Body">Its content; empty when it has none.</param>
internal sealed record FakeRequest(string Method, string Path, string Authorization, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public override string ToString() => $"{Method} {Path.Split('?')[0]}";
}
