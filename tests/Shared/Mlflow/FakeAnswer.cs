using System.Text;
using System.Text.Json.Nodes;

namespace MlOps.Testing.Mlflow;

/// <summary>What the fake answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">The body.</param>
internal sealed record FakeAnswer(int Status, string ContentType, byte[] Body)
{
    public FakeAnswer(int status, JsonNode json)
        : this(status, "application/json", Encoding.UTF8.GetBytes(json.ToJsonString()))
    {
    }

    public FakeAnswer(int status, string contentType, string text)
        : this(status, contentType, Encoding.UTF8.GetBytes(text))
    {
    }
}
