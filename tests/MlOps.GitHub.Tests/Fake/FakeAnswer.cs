using System.Text.Json.Nodes;

namespace MlOps.GitHub.Tests.Fake;

/// <summary>What the fake answers.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The JSON; null for none.</param>
internal sealed record FakeAnswer(int Status, JsonNode? Body)
{
    /// <summary>Headers beyond those that every answer has.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>An error as GitHub words it.</summary>
    public static FakeAnswer Error(int status, string message) =>
        new(status, new JsonObject { ["message"] = message, ["documentation_url"] = "https://docs.github.com/rest" });
}
